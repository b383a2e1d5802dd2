#pragma once
// A saved dialogue judged again, without the target: after a scenario was changed, or to look at
// what somebody else recorded.

#include <memory>
#include <string>
#include <vector>

#include "interpreter.hpp"
#include "run_result.hpp"

namespace jcp {

class Rejudgement {
 public:
  // Plays `saved`, a result of `ref`, to the judge of today. `ref` must outlive it.
  Rejudgement(const CaseRef& ref, Role role, const ScenarioResult& saved);

  // "" when it could be judged; else one sentence: what was recorded is not whole, or the scenario
  // now says something to the target that it had not been told.
  const std::string& why_not() const { return why_not_; }
  // What only a live target shows, a crash, a hang, an error of ours, stays as it was.
  const ScenarioResult& result() const { return result_; }
  // For standing rules; nullptr when it could not be judged.
  const Interpreter* judge() const { return why_not_.empty() ? judge_.get() : nullptr; }

 private:
  void play(const ScenarioResult& saved, bool as_one);
  void deliver(const TranscriptEntry& entry);
  // Lets the judge act until it waits for something later than `until`.
  void advance(Micros until);
  void perform(const Action& action);
  void check_sent(const ScenarioResult& saved);

  std::unique_ptr<Interpreter> judge_;
  std::vector<std::string> sent_;  // by session
  Micros now_ = 0;
  bool finished_ = false;
  ScenarioResult result_;
  std::string why_not_;
};

}  // namespace jcp
