#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>

#include "commands.hpp"
#include "progress.hpp"
#include "report_set.hpp"
#include "reports/console.hpp"
#include "rounds.hpp"
#include "suite_source.hpp"
#include "terminal.hpp"
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

bool worth_another_round(const TestOptions& options, const RunResult& round, Grade fail_on) {
  if (round.interrupted || round.never_ready) return false;
  return !options.fail_fast || exit_code_of(round, fail_on) == 0;
}

RunResult play(const TestOptions& options, const TestTarget& target, const Suite& suite,
               const std::vector<CaseRef>& cases, std::uint64_t seed, RunObserver& observer) {
  const Grade fail_on = options.fail_on.value_or(Grade::fail);
  std::vector<RunResult> rounds;
  for (int i = 0; i < options.repeat; ++i) {
    const std::uint64_t round_seed = seed + static_cast<std::uint64_t>(i);
    if (options.repeat > 1) {
      observer.note("round " + std::to_string(i + 1) + " of " + std::to_string(options.repeat) +
                    ", seed " + std::to_string(round_seed));
    }
    rounds.push_back(target.run(suite, options.shuffle ? shuffled(cases, round_seed) : cases,
                                round_seed, observer));
    if (!worth_another_round(options, rounds.back(), fail_on)) break;
  }
  RunResult run = merge_rounds(suite, target.our_role(), std::move(rounds));
  sort_results(run, cases);
  run.seed = seed;
  run.exit_code = exit_code_of(run, fail_on);
  return run;
}

}  // namespace

int run(const TestOptions& options) {
  const Suite suite = load_suite(options.scenarios, options.strict);
  check_ids(suite, options.filter.ids);
  const TestTarget target(options);
  const std::vector<CaseRef> cases = select(suite, target.our_role(), options.filter);
  if (cases.empty()) throw UserError("nothing selected: the filters leave no scenario");
  const ReportContext context{suite, target.redaction(), target.arguments(),
                              options.fail_on.value_or(Grade::fail)};
  ReportSet reports(options.reports, options.out, context);
  if (const std::string line = target.announcement(); !line.empty()) {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
  const std::uint64_t seed = seed_of(options);
  const std::string started = now_in_utc();
  reports.begin(target.name(), seed, started, cases.size());
  RunResult result;
  {
    Progress progress(target.name(),
                      {is_terminal(Stream::err), wants_colour(Stream::err), width_of(Stream::err)});
    Both observer(progress, reports);
    result = play(options, target, suite, cases, seed, observer);
  }
  if (result.started.empty()) result.started = started;
  reports.end(result);
  const ConsoleOptions console{wants_colour(Stream::out), options.show_transcript};
  std::fputs(console_report(result, context, console).c_str(), stdout);
  std::fflush(stdout);
  if (result.exit_code == nothing_judged) {
    std::fprintf(stderr, "jcpspec: nothing was judged, so nothing is known\n");
  }
  if (const std::string error = reports.error(); !error.empty()) {
    std::fprintf(stderr, "jcpspec: %s\n", error.c_str());
    return our_own_error;
  }
  return result.exit_code;
}

}  // namespace jcp::cli
