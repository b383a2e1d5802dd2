#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>

#include "baseline_file.hpp"
#include "commands.hpp"
#include "progress.hpp"
#include "report_set.hpp"
#include "reports/console.hpp"
#include "rounds.hpp"
#include "suite_source.hpp"
#include "terminal.hpp"
#include "test_run.hpp"
#include "test_target.hpp"

namespace jcp::cli {

namespace {

constexpr int nothing_judged = 2, our_own_error = 6;

// The screen and the files hear the same.
class Both : public RunObserver {
 public:
  Both(RunObserver& first, RunObserver& second) : first_(first), second_(second) {}
  void started(std::size_t selected) override {
    first_.started(selected);
    second_.started(selected);
  }
  void finished(const ScenarioResult& result) override {
    first_.finished(result);
    second_.finished(result);
  }
  void note(const std::string& line) override {
    first_.note(line);
    second_.note(line);
  }

 private:
  RunObserver& first_;
  RunObserver& second_;
};

std::string now_in_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::uint64_t seed_of(const TestOptions& options) {
  if (options.seed) return *options.seed;
  // A shuffle that is the same every day finds nothing new.
  return options.shuffle ? std::random_device{}() : 1;
}

bool worth_another_round(const TestOptions& options, const RunResult& round) {
  if (round.interrupted || round.never_ready) return false;
  return !options.fail_fast || exit_code_of(round) == 0;
}

// What is known before the run and said in its reports.
RunResult head_of(const TestOptions& options, const TestTarget& target) {
  RunResult head;
  head.target_name = target.name();
  head.target_role = target.our_role() == Role::component ? "server" : "component";
  head.target_arguments = target.arguments();
  head.fail_on = options.judging.fail_on.value_or(Grade::fail);
  head.seed = seed_of(options);
  head.time_scale = options.time_scale;
  head.strict = options.strict;
  if (options.shard) {
    head.shard = std::to_string(options.shard->number) + "/" + std::to_string(options.shard->of);
  }
  head.started = now_in_utc();
  return head;
}

// `head` into what came out.
void complete(RunResult& run, const RunResult& head) {
  run.target_arguments = head.target_arguments;
  run.fail_on = head.fail_on;
  run.seed = head.seed;
  run.strict = head.strict;
  run.shard = head.shard;
  if (run.started.empty()) run.started = head.started;
}

std::vector<CaseRef> cases_of(const TestOptions& options, const Suite& suite, Role role) {
  std::vector<CaseRef> cases = select(suite, role, options.filter);
  if (cases.empty()) throw UserError("nothing selected: the filters leave no scenario");
  if (!options.shard) return cases;
  const std::size_t all = cases.size();
  cases = shard_of(cases, *options.shard);
  if (cases.empty()) {
    throw UserError("--shard: nothing selected, " + std::to_string(all) + " cases make no " +
                    std::to_string(options.shard->of) + " shards");
  }
  return cases;
}

RunResult play(const TestOptions& options, const RunResult& head, const Baseline& baseline,
               const TestTarget& target, const Suite& suite, const std::vector<CaseRef>& cases,
               RunObserver& observer) {
  TestTarget::StopAfter stop_after;
  if (options.fail_fast) {
    stop_after = [&](const ScenarioResult& result) {
      return counts_against(result, head.fail_on) && !baseline.covers(result, head.fail_on);
    };
  }
  std::vector<RunResult> rounds;
  for (int i = 0; i < options.repeat; ++i) {
    const std::uint64_t round_seed = head.seed + static_cast<std::uint64_t>(i);
    if (options.repeat > 1) {
      observer.note("round " + std::to_string(i + 1) + " of " + std::to_string(options.repeat) +
                    ", seed " + std::to_string(round_seed));
    }
    rounds.push_back(target.run(suite, options.shuffle ? shuffled(cases, round_seed) : cases,
                                round_seed, stop_after, observer));
    rounds.back().fail_on = head.fail_on;
    baseline.mark(rounds.back());
    if (!worth_another_round(options, rounds.back())) break;
  }
  RunResult run = merge_rounds(suite, target.our_role(), std::move(rounds));
  sort_results(run, cases);
  complete(run, head);
  baseline.mark(run);
  // What a shard does not play may be what an entry is for: `report merge` decides.
  if (run.shard.empty()) run.stale = baseline.stale(suite, target.our_role(), run);
  run.exit_code = exit_code_of(run);
  return run;
}

}  // namespace

TestRun run_test(const TestOptions& options) {
  const Suite suite = load_suite(options.scenarios, options.strict);
  check_ids(suite, options.filter.ids);
  const TestTarget target(options);
  const std::vector<CaseRef> cases = cases_of(options, suite, target.our_role());
  const Baseline baseline = read_baseline(options.judging.baseline);
  const ReportContext context{suite, target.redaction()};
  BaselineFile new_baseline(options.write_baseline);
  ReportSet reports(options.output, context);
  if (const std::string line = target.announcement(); !line.empty()) {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
  const RunResult head = head_of(options, target);
  reports.begin(head, cases.size());
  RunResult result;
  {
    Progress progress(target.name(),
                      {is_terminal(Stream::err), wants_colour(Stream::err), width_of(Stream::err)});
    Both observer(progress, reports);
    result = play(options, head, baseline, target, suite, cases, observer);
  }
  new_baseline.write(baseline, suite, target.our_role(), result);
  reports.end(result);
  const ConsoleOptions console{wants_colour(Stream::out), options.output.show_transcript};
  std::fputs(console_report(result, context, console).c_str(), stdout);
  std::fflush(stdout);
  if (result.exit_code == nothing_judged) {
    std::fprintf(stderr, "jcpspec: nothing was judged, so nothing is known\n");
  }
  for (const std::string& error : {reports.error(), new_baseline.error()}) {
    if (error.empty()) continue;
    std::fprintf(stderr, "jcpspec: %s\n", error.c_str());
    return {std::move(result), our_own_error};
  }
  const int exit_code = result.exit_code;
  return {std::move(result), exit_code};
}

int run(const TestOptions& options) { return run_test(options).exit_code; }

}  // namespace jcp::cli
