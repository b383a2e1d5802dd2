#pragma once
// A whole run against a real target.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/scenario/run_observer.hpp"
#include "harness/scenario/run_result.hpp"
#include "profile.hpp"

namespace jcp {

struct LiveOptions {
  Profile profile;
  std::vector<CaseRef> cases;  // in the order in which they are to be begun
  int jobs = 8;                // dialogues at a time; confirmations, which only wait, twice as many
  std::uint64_t seed = 0;
  double time_scale = 1;
  bool no_deadlines = false;                              // for debuggers: wait for ever
  std::function<bool(const ScenarioResult&)> stop_after;  // true: this result ends the run
  bool standing_rules = true;                             // report those of always/, too
};

// Starts the target, plays the cases and the twins they need, ends the target. Never throws for
// what the target does. SIGINT and SIGTERM end it early: RunResult::interrupted.
RunResult run_live(const Suite& suite, const LiveOptions& options, RunObserver& observer);

}  // namespace jcp
