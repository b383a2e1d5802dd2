// Shards put together say what one run says, and parts that are no whole are refused.

#include "merge.hpp"

#include <gmock/gmock.h>

#include "harness/scenario/user_error.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;

ScenarioResult result(const std::string& id, Verdict verdict) {
  ScenarioResult result;
  result.id = id;
  result.verdict = verdict;
  result.proofs = {
      {"X-1", "/steps/3", verdict == Verdict::fail ? Outcome::unmet : Outcome::met, Grade::fail}};
  return result;
}

NamedRun part(const std::string& shard, std::vector<ScenarioResult> results,
              std::vector<ScenarioResult> support = {}) {
  NamedRun part{"s" + shard.substr(0, 1) + ".json", {}};
  part.run.target_name = "prosody";
  part.run.target_role = "server";
  part.run.shard = shard;
  part.run.started = "2026-01-0" + shard.substr(0, 1);
  part.run.duration_us = 10;
  part.run.results = std::move(results);
  part.run.support = std::move(support);
  return part;
}

RunResult all_of(std::vector<NamedRun> parts) {
  return merged(test::small_suite(), std::move(parts));
}

std::string why_refused(std::vector<NamedRun> parts) {
  try {
    all_of(std::move(parts));
  } catch (const UserError& error) {
    return error.what();
  }
  return "they were merged";
}

const std::string known = "server/xep0114/3.1/wrong-digest-refused";
const std::string standing = "always/xml/2.1/well-formed";

TEST(Merge, CountsAnew) {
  ScenarioResult late = result(known, Verdict::fail), early = result(known, Verdict::pass);
  late.case_name = "long";
  early.case_name = "short";
  const RunResult run =
      all_of({part("2/2", {late, result("z", Verdict::pass)}), part("1/2", {early})});
  ASSERT_EQ(run.results.size(), 3U);
  // As the suite lists them.
  EXPECT_EQ(run.results[0].case_name, "short");
  EXPECT_EQ(run.results[1].case_name, "long");
  EXPECT_EQ(run.results[2].id, "z");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.shard, "");
  EXPECT_EQ(run.started, "2026-01-01");
  EXPECT_EQ(run.duration_us, 20);
  ASSERT_FALSE(run.requirements.empty());
  EXPECT_EQ(run.requirements[0].verdict, "fail");
}

TEST(Merge, AStandingRuleHasItsWorstVerdict) {
  const RunResult run = all_of({part("1/3", {result(standing, Verdict::pass)}),
                                part("2/3", {result(standing, Verdict::fail)}),
                                part("3/3", {result(standing, Verdict::skip)})});
  ASSERT_EQ(run.results.size(), 1U);
  EXPECT_EQ(run.results[0].verdict, Verdict::fail);
}

TEST(Merge, ATwinThatWasSelectedElsewhereIsNoSupport) {
  const RunResult run =
      all_of({part("1/2", {result("a", Verdict::pass)},
                   {result("b", Verdict::fail), result("c", Verdict::pass)}),
              part("2/2", {result("b", Verdict::pass)}, {result("c", Verdict::pass)})});
  ASSERT_EQ(run.support.size(), 1U);
  EXPECT_EQ(run.support[0].id, "c");
  EXPECT_EQ(run.exit_code, 0);
}

TEST(Merge, IncidentsAndInterruptionsStay) {
  NamedRun first = part("1/2", {result("a", Verdict::pass)}), second = part("2/2", {});
  second.run.incidents = {{5, "crash", "it died", "", {}}};
  EXPECT_EQ(all_of({first, second}).exit_code, 4);
  second.run.interrupted = true;
  EXPECT_EQ(all_of({first, second}).exit_code, 130);
}

TEST(Merge, HalfARunIsRefused) {
  EXPECT_THAT(why_refused({part("1/3", {}), part("3/3", {})}), HasSubstr("shard 2/3 is missing"));
  EXPECT_THAT(why_refused({part("1/2", {}), part("1/2", {})}), HasSubstr("same shard"));
  EXPECT_THAT(why_refused({part("1/2", {}), part("2/3", {})}), HasSubstr("others are of 2"));
}

TEST(Merge, WhatIsNotOneRunIsRefused) {
  NamedRun other = part("2/2", {});
  other.run.target_version = "2.0";
  EXPECT_THAT(why_refused({part("1/2", {}), other}), HasSubstr("version of the target differs"));
  EXPECT_THAT(why_refused({part("1/2", {result("a", Verdict::pass)}),
                           part("2/2", {result("a", Verdict::pass)})}),
              HasSubstr("s2.json and s1.json both have a"));
}

TEST(Merge, RunsOfDifferentScenariosNeedNoShards) {
  NamedRun fast = part("", {result("a", Verdict::pass)}),
           slow = part("", {result("b", Verdict::pass)});
  EXPECT_EQ(all_of({fast, slow}).results.size(), 2U);
}

}  // namespace
}  // namespace jcp
