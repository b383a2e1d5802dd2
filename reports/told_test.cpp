#include "told.hpp"

#include <gtest/gtest.h>

#include "report_test.hpp"

namespace jcp {
namespace {

RunResult run_with(Verdict selected, Verdict support) {
  RunResult run;
  run.results.emplace_back().verdict = selected;
  run.support.emplace_back().verdict = support;
  return run;
}

// What makes a run red is what its exit code says.
TEST(Told, AgreesWithTheExitCode) {
  for (int i = 0; i <= static_cast<int>(Verdict::crash); ++i) {
    for (const bool selected : {true, false}) {
      for (const Grade fail_on : {Grade::fail, Grade::warn, Grade::info}) {
        for (const bool known : {true, false}) {
          const auto verdict = static_cast<Verdict>(i);
          RunResult run =
              selected ? run_with(verdict, Verdict::pass) : run_with(Verdict::pass, verdict);
          run.fail_on = fail_on;
          ScenarioResult& result = selected ? run.results[0] : run.support[0];
          // The baseline never knows an error.
          if (known && verdict != Verdict::error) result.known = KnownDeviation{};
          const int code = exit_code_of(run);
          EXPECT_EQ(reddens(result, run), code != 0 && code != 2) << to_string(verdict);
          const bool told = told_results(run).size() == 2;
          EXPECT_EQ(told, selected ? false : result.known || reddens(result, run));
        }
      }
    }
  }
}

}  // namespace
}  // namespace jcp
