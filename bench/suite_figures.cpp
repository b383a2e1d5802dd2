#include "suite_figures.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <stdexcept>

#include "harness/runner/live_run.hpp"
#include "harness/runner/mock_target.hpp"

namespace jcp::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t a_run = 400;  // cases

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Hears of every result twice when it was confirmed.
class Stopwatch : public RunObserver {
 public:
  void started(std::size_t) override {}
  void finished(const ScenarioResult& result) override {
    if (count_++ == 0) first_ = Clock::now();
    last_ = Clock::now();
    times_ms[result.key()].push_back(static_cast<double>(result.duration_us) / 1e3);
    passed_ = passed_ && result.verdict == Verdict::pass;
  }
  void note(const std::string&) override {}

  bool all_passed(int count) const { return passed_ && count_ == count; }
  double seconds() const { return std::chrono::duration<double>(last_ - first_).count(); }

  std::map<std::string, std::vector<double>> times_ms;

 private:
  Clock::time_point first_, last_;
  int count_ = 0;
  bool passed_ = true;
};

LiveOptions options_for(const Profile& running, std::vector<CaseRef> cases, int jobs) {
  LiveOptions options;
  options.profile = running;
  options.cases = std::move(cases);
  options.jobs = jobs;
  options.standing_rules = false;
  return options;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

}  // namespace

double establish(const Suite& suite, const Profile& running, int count, int jobs) {
  Filter filter;
  filter.ids = {"server/xep0114/3/handshake-accepted"};
  const std::vector<CaseRef> one = select(suite, Role::component, filter);
  Stopwatch watch;
  const std::vector<CaseRef> cases(static_cast<std::size_t>(count + 1), one.front());
  run_live(suite, options_for(running, cases, jobs), watch);
  if (!watch.all_passed(count + 1)) throw std::runtime_error(filter.ids.front() + " did not pass");
  return watch.seconds();
}

Rate virtual_rate(const Suite& suite, const std::vector<std::string>& ids, double seconds) {
  Filter filter;
  filter.ids = ids;
  std::vector<CaseRef> cases = select(suite, Role::component, filter);
  const std::size_t count = cases.size();
  // What is done once a run must not weigh on a single case.
  while (cases.size() < a_run) cases.push_back(cases[cases.size() - count]);
  std::size_t played = 0;
  const double began = cpu_seconds();
  do {
    run_all_on_mock(suite, Role::component, cases, {});
    played += cases.size();
  } while (cpu_seconds() - began < seconds);
  return {count, static_cast<double>(played) / (cpu_seconds() - began)};
}

FailureCost failure_cost(const Profile& running, const std::string& steps, int count) {
  FileSet files = embedded_scenarios();
  std::erase_if(files, [](const auto& file) { return file.first.find('/') != std::string::npos; });
  std::string cases;
  for (int i = 0; i < count; ++i) {
    cases += (i == 0 ? "\"c" : ", \"c") + std::to_string(i) + "\": {}";
  }
  files["server/bench/failing.json"] =
      R"({"title": "No server can pass", "rule": "There is none.", "cases": {)" + cases +
      R"(}, "steps": )" + steps + "}";
  const Suite suite(files);
  Stopwatch watch;
  run_live(suite, options_for(running, select(suite, Role::component, {}), 1), watch);
  std::vector<double> first, confirmed;
  for (const auto& [key, times] : watch.times_ms) {
    first.push_back(times.front());
    if (times.size() > 1) confirmed.push_back(times.back());
  }
  return {median(first), median(confirmed)};
}

}  // namespace jcp::bench
