#pragma once
// What a live run has found so far, whichever role it plays: results in their lists, confirmations
// to come, standing rules, how fast the target answers.

#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include "live_run.hpp"
#include "mock_target.hpp"
#include "round_trips.hpp"

namespace jcp {

struct Task {
  enum class List { results, support };  // where a finished result belongs
  CaseRef ref;
  List list = List::results;
  bool confirms = false;  // shown again, with the ceiling instead of the adaptive deadline
};

class Ledger {
 public:
  Ledger(const Suite& suite, Role role, const LiveOptions& options, RunObserver& observer);

  Role role() const { return role_; }
  const Program& program_of(const Task& task) const { return *task.ref.which->program(role_); }

  // The twins that are needed first, then the selected cases, in their order.
  std::vector<Task> tasks() const;

  void skip(const Task& task, std::string reason);
  void block(const Task& task);  // there is no target any more
  void store(const Task& task, ScenarioResult result);
  // `by_deadline`: something in it rests on the passing of time alone. It is shown again.
  void finish(const Task& task, ScenarioResult result, bool by_deadline);
  std::deque<Task> take_confirmations();
  bool stop_wanted() const { return stop_wanted_; }  // --fail-fast had its failure

  // From a dialogue that is over: its result, what standing rules say, its round trips.
  ScenarioResult hear(const Task& task, const Interpreter& judge, Micros duration);
  void hear_round_trips(const Interpreter& judge);

  void add_incident(const std::string& kind, const std::string& what, std::string stderr_tail,
                    const std::vector<Task>& suspects);

  // `ceiling_ms`: of preparations and confirmations; `patient`: for everything.
  Timing timing(std::int64_t ceiling_ms, bool patient) const;
  // The same for one scenario in every run with this seed.
  std::uint64_t seed_of(const std::string& key) const;

  RunResult& run() { return run_; }
  RunResult conclude(bool interrupted);

 private:
  ScenarioResult identify(const Task& task, ScenarioResult result) const;

  const Suite& suite_;
  Role role_;
  const LiveOptions& options_;
  RunObserver& observer_;
  RunResult run_;
  RoundTrips round_trips_;
  std::vector<Task> to_confirm_;
  StandingRules rules_;
  bool stop_wanted_ = false;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace jcp
