#include "badge.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/json_file.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

RunResult run_with(std::vector<ScenarioResult> results) {
  RunResult run;
  run.results = std::move(results);
  run.exit_code = exit_code_of(run);
  return run;
}

std::vector<ScenarioResult> samples(const std::vector<Verdict>& verdicts) {
  std::vector<ScenarioResult> results;
  for (const Verdict verdict : verdicts) results.emplace_back().verdict = verdict;
  return results;
}

std::string badge_of(const RunResult& run) {
  static const JsonSchema schema(
      Json::parse(test::read_file(test::source_path("reports/schemas/badge.schema.json"))));
  const Json badge = Json::parse(badge_file(run, test::context_of()));
  EXPECT_NO_THROW(schema.require(badge, "badge"));
  EXPECT_EQ(badge["isError"], run.exit_code != 0);
  return badge["message"].get<std::string>() + ", " + badge["color"].get<std::string>();
}

TEST(Badge, SaysWhatPassed) {
  EXPECT_EQ(badge_of(run_with(samples({Verdict::pass, Verdict::pass}))), "2 pass, brightgreen");
  EXPECT_EQ(badge_of(run_with(samples({Verdict::pass, Verdict::warn, Verdict::skip}))),
            "1 pass, 1 warn, 1 skip, green");
  RunResult known = run_with(samples({Verdict::pass, Verdict::fail}));
  known.results[1].known = KnownDeviation{"a", "b", "c"};
  known.exit_code = exit_code_of(known);
  EXPECT_EQ(badge_of(known), "1 pass, 1 known, yellowgreen");
}

TEST(Badge, OrWhatIsWorst) {
  EXPECT_EQ(badge_of(test::one_of_each()), "1 crash, 1 hang, 3 fail, 1 blocked, 1 incident, red");
  EXPECT_EQ(badge_of(run_with(samples({Verdict::pass, Verdict::fail}))), "1 fail, red");
  RunResult strict = run_with(samples({Verdict::pass, Verdict::warn}));
  strict.fail_on = Grade::warn;
  strict.exit_code = exit_code_of(strict);
  EXPECT_EQ(badge_of(strict), "1 warn, red");
}

TEST(Badge, NothingThatWasNotJudgedIsGreen) {
  EXPECT_EQ(badge_of(run_with(samples({Verdict::skip}))), "nothing judged, lightgrey");
  EXPECT_EQ(badge_of(run_with(samples({Verdict::error, Verdict::pass}))), "error, lightgrey");
  RunResult run = run_with(samples({Verdict::pass}));
  run.stale = {{"server/mended", "is in order now"}};
  run.exit_code = exit_code_of(run);
  EXPECT_EQ(badge_of(run), "stale baseline, orange");
  run.never_ready = true;
  run.exit_code = exit_code_of(run);
  EXPECT_EQ(badge_of(run), "never came up, red");
  run.interrupted = true;
  run.exit_code = exit_code_of(run);
  EXPECT_EQ(badge_of(run), "interrupted, lightgrey");
}

TEST(Badge, IsAllThereIs) {
  test::expect_golden("badge.json", badge_file(test::one_of_each(), test::context_of()));
}

}  // namespace
}  // namespace jcp
