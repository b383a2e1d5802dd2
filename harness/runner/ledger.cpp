#include "ledger.hpp"

#include <algorithm>
#include <ctime>

#include "harness/scenario/interpreter.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/limits.hpp"

namespace jcp {

using Clock = std::chrono::steady_clock;

namespace {

std::string now_in_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Micros since(Clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count();
}

}  // namespace

Ledger::Ledger(const Suite& suite, Role role, const LiveOptions& options, RunObserver& observer)
    : suite_(suite),
      role_(role),
      options_(options),
      observer_(observer),
      rules_(suite, role),
      began_(Clock::now()) {
  run_.target_name = options.profile.name;
  run_.target_role = options.profile.role;
  run_.seed = options.seed;
  run_.jobs = options.jobs;
  run_.time_scale = options.time_scale;
  run_.started = now_in_utc();
}

std::vector<Task> Ledger::tasks() const {
  std::vector<Task> tasks;
  // Twins first: they tell soonest whether there is anything to test.
  for (const CaseRef& ref : missing_twins(suite_, role_, options_.cases)) {
    tasks.push_back({ref, Task::List::support});
  }
  for (const CaseRef& ref : options_.cases) tasks.push_back({ref, Task::List::results});
  return tasks;
}

ScenarioResult Ledger::identify(const Task& task, ScenarioResult result) const {
  result.id = task.ref.scenario->id;
  result.case_name = task.ref.which->name;
  result.title = task.ref.title();
  result.scenario_class = task.ref.which->scenario_class;
  return result;
}

void Ledger::skip(const Task& task, std::string reason) {
  ScenarioResult result;
  result.verdict = Verdict::skip;
  result.reason = std::move(reason);
  store(task, std::move(result));
}

void Ledger::block(const Task& task) {
  ScenarioResult result;
  result.verdict = Verdict::blocked;
  result.reason = run_.incidents.empty() ? "the target is gone" : run_.incidents.back().what;
  store(task, std::move(result));
}

void Ledger::store(const Task& task, ScenarioResult result) {
  result = identify(task, std::move(result));
  auto& list = task.list == Task::List::results ? run_.results : run_.support;
  if (task.confirms) {
    const auto first = std::ranges::find(list, result.key(), &ScenarioResult::key);
    if (first != list.end()) {
      result.unstable = first->verdict != result.verdict;
      result.first_transcript = first->transcript.entries();
      *first = std::move(result);
      observer_.finished(*first);
      return;
    }
  }
  list.push_back(std::move(result));
  observer_.finished(list.back());
}

void Ledger::finish(const Task& task, ScenarioResult result, bool by_deadline) {
  if (by_deadline && !task.confirms) to_confirm_.push_back(task);
  if (options_.stop_after && options_.stop_after(identify(task, result))) stop_wanted_ = true;
  store(task, std::move(result));
}

// What rests on a deadline alone, red or not, is shown again, without the load of the others and
// with the ceiling for a deadline.
std::deque<Task> Ledger::take_confirmations() {
  std::deque<Task> tasks;
  for (Task task : to_confirm_) {
    task.confirms = true;
    tasks.push_back(std::move(task));
  }
  to_confirm_.clear();
  return tasks;
}

ScenarioResult Ledger::hear(const Task& task, const Interpreter& judge, Micros duration) {
  ScenarioResult result = identify(task, judge.result());
  result.duration_us = duration;
  hear_round_trips(judge);
  rules_.hear(task.ref, judge);
  return result;
}

void Ledger::hear_round_trips(const Interpreter& judge) {
  for (const Micros round_trip : judge.round_trips()) round_trips_.add(round_trip);
}

void Ledger::add_incident(const std::string& kind, const std::string& what, std::string stderr_tail,
                          const std::vector<Task>& suspects) {
  Incident incident;
  incident.t_us = since(began_);
  incident.kind = kind;
  incident.what = what;
  incident.stderr_tail = std::move(stderr_tail);
  for (const Task& task : suspects) incident.suspects.push_back(task.ref.key());
  run_.incidents.push_back(std::move(incident));
}

Timing Ledger::timing(std::int64_t ceiling_ms, bool patient) const {
  Timing timing;
  timing.round_trip = round_trips_.median();
  timing.scale = options_.no_deadlines ? 1e6 : options_.time_scale;
  const auto scaled = [&](Micros time) {
    return static_cast<Micros>(timing.scale * static_cast<double>(time));
  };
  timing.ceiling = scaled(ceiling_ms * 1'000);
  timing.connect = timing.ceiling;
  timing.deadline = patient ? timing.ceiling : scaled(round_trips_.deadline());
  return timing;
}

std::uint64_t Ledger::seed_of(const std::string& key) const {
  const std::string digest = sha1(std::to_string(options_.seed) + key);
  std::uint64_t seed = 0;
  for (int i = 0; i < 8; ++i) seed = seed << 8 | static_cast<unsigned char>(digest[i]);
  return seed;
}

RunResult Ledger::conclude(bool interrupted) {
  run_.interrupted = interrupted;
  for (ScenarioResult& result : rules_.results()) {
    if (options_.standing_rules) run_.results.push_back(std::move(result));
  }
  settle_twins(suite_, run_);
  run_.requirements = requirements_of(suite_, role_, run_);
  run_.duration_us = since(began_);
  return std::move(run_);
}

}  // namespace jcp
