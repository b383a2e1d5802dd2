#include "merge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "harness/scenario/user_error.hpp"

namespace jcp {

namespace {

// What has to be equal, in words.
std::vector<std::pair<const char*, std::string>> conditions_of(const RunResult& run) {
  return {{"target", run.target_name},
          {"role", run.target_role},
          {"version of the target", run.target_version},
          {"version of jcpspec", run.tool_version},
          {"--strict", run.strict ? "yes" : "no"},
          {"--fail-on", std::to_string(static_cast<int>(run.fail_on))}};
}

void require_one_run(const std::vector<NamedRun>& runs) {
  const auto first = conditions_of(runs.front().run);
  for (const NamedRun& other : runs) {
    const auto conditions = conditions_of(other.run);
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (conditions[i].second == first[i].second) continue;
      throw UserError(other.file + " and " + runs.front().file + " are not of one run: the " +
                      first[i].first + " differs");
    }
  }
}

// "2/3" -> {2, 3}; the reader has checked the form.
std::pair<int, int> shard_of(const RunResult& run) {
  const std::size_t slash = run.shard.find('/');
  return {std::stoi(run.shard.substr(0, slash)), std::stoi(run.shard.substr(slash + 1))};
}

void require_all_shards(const std::vector<NamedRun>& runs) {
  std::map<int, std::string> seen;  // number -> file
  int count = 0;
  for (const NamedRun& one : runs) {
    if (one.run.shard.empty()) continue;
    const auto [number, of] = shard_of(one.run);
    if (count != 0 && of != count) {
      throw UserError(one.file + " is shard " + one.run.shard + ", others are of " +
                      std::to_string(count));
    }
    count = of;
    const auto [at, fresh] = seen.emplace(number, one.file);
    if (!fresh) throw UserError(one.file + " and " + at->second + " are the same shard");
  }
  for (int i = 1; i <= count; ++i) {
    if (!seen.contains(i)) {
      throw UserError("shard " + std::to_string(i) + "/" + std::to_string(count) + " is missing");
    }
  }
}

bool is_standing(const ScenarioResult& result) { return result.id.starts_with("always/"); }

class Merge {
 public:
  explicit Merge(RunResult& into) : into_(into) {}

  void add(NamedRun one) {
    for (ScenarioResult& result : one.run.results) {
      const auto [at, fresh] = place_.emplace(result.key(), into_.results.size());
      if (fresh) {
        files_.emplace(result.key(), one.file);
        into_.results.push_back(std::move(result));
      } else if (is_standing(result)) {
        ScenarioResult& kept = into_.results[at->second];
        if (result.verdict > kept.verdict) kept = std::move(result);
      } else {
        throw UserError(one.file + " and " + files_[result.key()] + " both have " + result.key());
      }
    }
    for (ScenarioResult& twin : one.run.support) support_.push_back(std::move(twin));
    for (Incident& incident : one.run.incidents) into_.incidents.push_back(std::move(incident));
  }

  void finish() {
    std::set<std::string> known;
    for (ScenarioResult& twin : support_) {
      if (place_.contains(twin.key()) || !known.insert(twin.key()).second) continue;
      into_.support.push_back(std::move(twin));
    }
  }

 private:
  RunResult& into_;
  std::map<std::string, std::size_t> place_;
  std::map<std::string, std::string> files_;
  std::vector<ScenarioResult> support_;
};

// As the suite lists them; those that it does not know, and standing rules, after them.
void sort_as_listed(const Suite& suite, RunResult& run) {
  std::map<std::string, std::size_t> order;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& which : scenario.cases) {
      order.emplace(scenario.key(which), order.size());
    }
  }
  std::ranges::stable_sort(run.results, {}, [&](const ScenarioResult& result) {
    const auto at = order.find(result.key());
    return at == order.end() ? order.size() : at->second;
  });
}

}  // namespace

RunResult merged(const Suite& suite, std::vector<NamedRun> runs) {
  require_one_run(runs);
  require_all_shards(runs);
  RunResult run = runs.front().run;
  run.shard.clear();
  run.results.clear();
  run.support.clear();
  run.incidents.clear();
  run.stale.clear();
  run.duration_us = 0;
  Merge merge(run);
  for (NamedRun& one : runs) {
    run.started = std::min(run.started, one.run.started);
    run.duration_us += one.run.duration_us;
    run.interrupted = run.interrupted || one.run.interrupted;
    run.never_ready = run.never_ready || one.run.never_ready;
    merge.add(std::move(one));
  }
  merge.finish();
  sort_as_listed(suite, run);
  settle_twins(suite, run);
  run.requirements = requirements_of(suite, run.our_role(), run);
  run.exit_code = exit_code_of(run);
  return run;
}

}  // namespace jcp
