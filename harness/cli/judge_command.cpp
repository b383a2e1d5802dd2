// jcpspec judge: a saved run judged again by the scenarios of today, without its target.

#include <algorithm>
#include <cstdio>
#include <map>

#include "baseline_file.hpp"
#include "commands.hpp"
#include "harness/scenario/offline.hpp"
#include "harness/scenario/standing_rules.hpp"
#include "reports/diff.hpp"
#include "reports/printable.hpp"
#include "saved_run.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

class Again {
 public:
  Again(const Suite& suite, const std::vector<std::string>& ids, RunResult& run)
      : suite_(suite), ids_(ids), run_(run), rules_(suite, run.our_role()) {}

  void judge() {
    for (auto* results : {&run_.results, &run_.support}) {
      for (ScenarioResult& result : *results) judge(result);
    }
    if (ids_.empty()) judge_standing_rules();
    settle_twins(suite_, run_);
    run_.requirements = requirements_of(suite_, run_.our_role(), run_);
    run_.tool_version.clear();  // this one
  }

  int judged() const { return judged_; }
  // Reason -> keys.
  const std::map<std::string, std::vector<std::string>>& not_judged() const { return not_judged_; }

 private:
  CaseRef find(const ScenarioResult& result) const {
    const Scenario* scenario = suite_.find(result.id);
    if (!scenario) return {};
    const auto at = std::ranges::find(scenario->cases, result.case_name, &ScenarioCase::name);
    return at == scenario->cases.end() ? CaseRef{} : CaseRef{scenario, &*at};
  }

  void judge(ScenarioResult& result) {
    const bool played = result.verdict != Verdict::skip && !result.transcript.entries().empty();
    if (result.id.starts_with("always/") || !played) return;
    if (!ids_.empty() && !named_by(ids_, result)) return;
    const CaseRef ref = find(result);
    if (!ref.scenario) {
      not_judged_["there is no such scenario any more"].push_back(result.key());
      return;
    }
    const Rejudgement again(ref, run_.our_role(), result);
    if (!again.judge()) {
      not_judged_[again.why_not()].push_back(result.key());
      return;
    }
    ++judged_;
    rules_.hear(ref, *again.judge());
    const auto known = result.known;
    result = again.result();
    result.known = known;
  }

  // What was broken in a dialogue that cannot be judged again stays broken.
  void judge_standing_rules() {
    for (ScenarioResult& fresh : rules_.results()) {
      const auto at = std::ranges::find(run_.results, fresh.id, &ScenarioResult::id);
      if (at == run_.results.end()) {
        run_.results.push_back(std::move(fresh));
      } else if (not_judged_.empty() || fresh.verdict > at->verdict) {
        fresh.known = at->known;
        *at = std::move(fresh);
      }
    }
  }

  const Suite& suite_;
  const std::vector<std::string>& ids_;
  RunResult& run_;
  StandingRules rules_;
  std::map<std::string, std::vector<std::string>> not_judged_;
  int judged_ = 0;
};

void print(const Again& again, const RunResult& saved, const RunResult& run) {
  for (const auto& [reason, keys] : again.not_judged()) {
    std::printf("as saved: %zu: %s\n", keys.size(), printable(reason).c_str());
    for (const std::string& key : keys) std::printf("           %s\n", printable(key).c_str());
  }
  std::printf("judged again: %d\n", again.judged());
  std::fputs(diff_text(saved, run, flips_between(saved, run)).c_str(), stdout);
  std::fputs("\n", stdout);
}

}  // namespace

int run(const JudgeOptions& options) {
  const RunResult saved = read_saved(options.file);
  const Suite suite = load_suite(options.scenarios, saved.strict);
  check_ids(suite, options.ids);
  RunResult run = saved;
  run.fail_on = options.judging.fail_on.value_or(run.fail_on);
  Again again(suite, options.ids, run);
  again.judge();
  if (again.judged() == 0) {
    throw UserError(options.file + ": nothing in it can be judged again" +
                    (again.not_judged().empty() ? "" : ": " + again.not_judged().begin()->first));
  }
  if (!options.judging.baseline.empty()) {
    const Baseline baseline = read_baseline(options.judging.baseline);
    baseline.mark(run);
    run.stale = baseline.stale(suite, run.our_role(), run);
  }
  run.exit_code = exit_code_of(run);
  print(again, saved, run);
  return publish(run, suite, options.output);
}

}  // namespace jcp::cli
