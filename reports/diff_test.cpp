// What flipped between two runs, and what of it is for the worse.

#include "diff.hpp"

#include <gmock/gmock.h>

#include "report_test.hpp"

namespace jcp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ScenarioResult result(const std::string& id, Verdict verdict,
                      const std::vector<std::string>& unmet = {}) {
  ScenarioResult result;
  result.id = id;
  result.verdict = verdict;
  for (const std::string& name : unmet) {
    result.proofs.push_back({name, "/steps/0", Outcome::unmet, Grade::fail});
  }
  return result;
}

RunResult run_of(std::vector<ScenarioResult> results) {
  RunResult run;
  run.target_name = "prosody";
  run.results = std::move(results);
  return run;
}

bool worse(const ScenarioResult& before, const ScenarioResult& after, Grade fail_on = Grade::fail) {
  RunResult now = run_of({after});
  now.fail_on = fail_on;
  const auto flips = flips_between(run_of({before}), now);
  EXPECT_EQ(flips.size(), 1U);
  return !flips.empty() && flips[0].worse;
}

TEST(Diff, TheSameIsNoFlip) {
  const RunResult run = test::one_of_each();
  RunResult later = run;
  later.started = "1985-10-26T01:21:00Z";
  for (ScenarioResult& one : later.results) one.duration_us += 5;
  EXPECT_THAT(flips_between(run, later), IsEmpty());
  EXPECT_THAT(diff_text(run, later, {}), HasSubstr("0 cases differ"));
}

TEST(Diff, WorseIsWhatCountsNowAndDidNot) {
  const ScenarioResult pass = result("a", Verdict::pass), warn = result("a", Verdict::warn),
                       fail = result("a", Verdict::fail, {"X"});
  EXPECT_TRUE(worse(pass, fail));
  EXPECT_FALSE(worse(fail, pass));
  EXPECT_FALSE(worse(pass, warn));
  EXPECT_TRUE(worse(pass, warn, Grade::warn));
  EXPECT_TRUE(worse(fail, result("a", Verdict::crash, {"X"})));
  EXPECT_TRUE(worse(fail, result("a", Verdict::fail, {"X", "Y"})));
  EXPECT_FALSE(worse(result("a", Verdict::fail, {"X", "Y"}), fail));
  EXPECT_TRUE(worse(pass, result("a", Verdict::error)));
  EXPECT_FALSE(worse(pass, result("a", Verdict::skip)));
}

TEST(Diff, WhatTheBaselineKnowsIsNotWorse) {
  ScenarioResult known = result("a", Verdict::fail, {"X"});
  known.known = KnownDeviation{"a", "", ""};
  EXPECT_FALSE(worse(result("a", Verdict::pass), known));
}

TEST(Diff, NewAndGoneOnesAreListed) {
  const auto flips = flips_between(run_of({result("old", Verdict::pass)}),
                                   run_of({result("new", Verdict::fail, {"X"})}));
  ASSERT_EQ(flips.size(), 2U);
  EXPECT_EQ(flips[0].key + flips[0].before + flips[0].after, "newfail");
  EXPECT_TRUE(flips[0].worse);
  EXPECT_EQ(flips[1].key + flips[1].before + flips[1].after, "oldpass");
  EXPECT_FALSE(flips[1].worse);
}

TEST(Diff, RequirementsAndTraitsAreNamed) {
  ScenarioResult before = result("a\x1b", Verdict::fail, {"X"}),
                 after = result("a\x1b", Verdict::fail, {"Y"});
  before.traits = {{"twice", "conflict"}, {"echo", "yes"}};
  after.traits = {{"twice", "replaced"}, {"echo", "yes"}};
  const auto flips = flips_between(run_of({before}), run_of({after}));
  ASSERT_EQ(flips.size(), 1U);
  EXPECT_THAT(flips[0].newly_unmet, ElementsAre("Y"));
  EXPECT_THAT(flips[0].met_again, ElementsAre("X"));
  EXPECT_THAT(flips[0].traits, ElementsAre("twice: conflict -> replaced"));
  const std::string text = diff_text(run_of({before}), run_of({after}), flips);
  EXPECT_THAT(text, HasSubstr("worse  a\\x1B: fail -> fail"));
  EXPECT_THAT(text, HasSubstr("1 cases differ, 1 of them for the worse"));
}

}  // namespace
}  // namespace jcp
