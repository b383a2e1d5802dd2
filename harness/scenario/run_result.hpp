#pragma once
// What came out of a whole run: the contents of a result file.

#include <string>
#include <vector>

#include "result.hpp"
#include "suite.hpp"

namespace jcp {

// A death of the target that no scenario reproduced alone, or that stopped the run.
struct Incident {
  Micros t_us = 0;   // since the run began
  std::string kind;  // crash, hang, never-ready, circuit-open
  std::string what;  // one sentence
  std::string stderr_tail;
  std::vector<std::string> suspects;  // keys
};

struct RequirementResult {
  std::string id;
  std::string level;
  Grade grade = Grade::fail;
  std::string verdict;  // pass, info, warn, fail, crash, hang, blocked, skip or untested
  std::vector<std::string> scenarios;  // keys, sorted
};

struct Totals {
  int selected = 0, pass = 0, warn = 0, fail = 0, crash = 0, hang = 0, blocked = 0, skip = 0,
      error = 0;
};

// An entry of the baseline that has to go.
struct StaleEntry {
  std::string id;
  std::string why;  // "names nothing", "is in order now"
};

struct RunResult {
  std::string tool_version;  // that judged; "": this one
  std::string target_name, target_role, target_version;
  // How to reach it again: "--target prosody"; "" for the built-in mock. Never a secret.
  std::string target_arguments;
  Grade fail_on = Grade::fail;  // what makes it red: fail (MUST), warn (SHOULD) or info (MAY)
  std::uint64_t seed = 0;
  int jobs = 1;
  int rounds = 1;
  double time_scale = 1;
  bool strict = false;
  std::string shard;    // "2/3"; "": all of it
  std::string started;  // ISO 8601, UTC
  Micros duration_us = 0;
  bool interrupted = false;
  bool never_ready = false;  // the target did not come up
  std::vector<Incident> incidents;
  std::vector<ScenarioResult> results;  // selected ones and standing rules
  std::vector<ScenarioResult> support;  // twins that were not selected
  std::vector<RequirementResult> requirements;
  std::vector<StaleEntry> stale;
  int exit_code = 0;

  Role our_role() const { return target_role == "component" ? Role::server : Role::component; }
};

Totals totals_of(const std::vector<ScenarioResult>& results);

// Negative scenarios whose twin did not pass or warn become blocked.
void settle_twins(const Suite& suite, RunResult& run);

// Worst graded outcome of each requirement of the catalogue that concerns this role of ours.
std::vector<RequirementResult> requirements_of(const Suite& suite, Role role, const RunResult& run);

// Whether this result makes a run red, were it not known. `fail_on` as in RunResult.
bool counts_against(const ScenarioResult& result, Grade fail_on);

// What the baseline knows does not count. docs/ARCHITECTURE.md has the table.
int exit_code_of(const RunResult& run);

}  // namespace jcp
