#include "rounds.hpp"

#include <gmock/gmock.h>

#include <set>

#include "progress.hpp"
#include "suite_source.hpp"

namespace jcp::cli {
namespace {

using testing::HasSubstr;

ScenarioResult result(const std::string& id, Verdict verdict) {
  ScenarioResult r;
  r.id = id;
  r.verdict = verdict;
  r.duration_us = 1000;
  return r;
}

RunResult round_of(std::vector<ScenarioResult> results) {
  RunResult run;
  run.results = std::move(results);
  run.duration_us = 10;
  return run;
}

const Suite& suite() {
  static const Suite loaded = load_suite("");
  return loaded;
}

TEST(Rounds, TheWorstCountsAndADisagreementIsShown) {
  const RunResult run =
      merge_rounds(suite(), Role::component,
                   {round_of({result("a", Verdict::pass), result("b", Verdict::warn)}),
                    round_of({result("b", Verdict::warn), result("a", Verdict::fail)}),
                    round_of({result("a", Verdict::pass), result("b", Verdict::warn)})});
  ASSERT_EQ(run.results.size(), 2U);
  EXPECT_EQ(run.results[0].id, "a");
  EXPECT_EQ(run.results[0].verdict, Verdict::fail);
  EXPECT_TRUE(run.results[0].unstable);
  EXPECT_THAT(run.results[0].reason, HasSubstr("1 fail, 2 pass"));
  EXPECT_EQ(run.results[0].rounds, (std::map<std::string, int>{{"fail", 1}, {"pass", 2}}));
  EXPECT_EQ(run.results[1].rounds, (std::map<std::string, int>{{"warn", 3}}));
  EXPECT_EQ(run.rounds, 3);
  EXPECT_EQ(run.results[0].duration_us, 3000);
  EXPECT_FALSE(run.results[1].unstable);
  EXPECT_EQ(run.duration_us, 30);
}

TEST(Rounds, TheDialogueOfTheOtherVerdictIsKept) {
  ScenarioResult good = result("a", Verdict::pass), bad = result("a", Verdict::fail);
  good.transcript.add(0, "component", TranscriptEvent::sent, "good");
  bad.transcript.add(0, "component", TranscriptEvent::sent, "bad");
  for (const auto& order : {std::vector{good, bad, good}, std::vector{bad, good, bad}}) {
    std::vector<RunResult> rounds;
    for (const ScenarioResult& one : order) rounds.push_back(round_of({one}));
    const RunResult run = merge_rounds(suite(), Role::component, rounds);
    EXPECT_EQ(run.results[0].transcript.entries()[0].bytes, "bad");
    ASSERT_EQ(run.results[0].first_transcript.size(), 1U);
    EXPECT_EQ(run.results[0].first_transcript[0].bytes, "good");
  }
}

TEST(Rounds, EveryCaseIsInOneShard) {
  const std::vector<CaseRef> cases = select(suite(), Role::component, Filter{});
  std::set<std::string> seen;
  for (int i = 1; i <= 7; ++i) {
    for (const CaseRef& ref : shard_of(cases, {i, 7})) EXPECT_TRUE(seen.insert(ref.key()).second);
  }
  EXPECT_EQ(seen.size(), cases.size());
}

TEST(Rounds, WhatHappenedInOneHappenedInAll) {
  RunResult broken = round_of({});
  broken.interrupted = true;
  broken.incidents.push_back({});
  RunResult never = round_of({});
  never.never_ready = true;
  const RunResult run = merge_rounds(suite(), Role::component, {round_of({}), broken, never});
  EXPECT_TRUE(run.interrupted);
  EXPECT_TRUE(run.never_ready);
  EXPECT_EQ(run.incidents.size(), 1U);
}

TEST(Rounds, AShuffleLosesNothingAndDependsOnItsSeedAlone) {
  const std::vector<CaseRef> cases = select(suite(), Role::component, Filter{});
  ASSERT_GT(cases.size(), 100U);
  const auto keys = [](const std::vector<CaseRef>& refs) {
    std::vector<std::string> all;
    for (const CaseRef& ref : refs) all.push_back(ref.key());
    return all;
  };
  const auto before = keys(cases), one = keys(shuffled(cases, 1)), two = keys(shuffled(cases, 2));
  EXPECT_EQ(one, keys(shuffled(cases, 1)));
  EXPECT_NE(one, two);
  EXPECT_NE(one, before);
  EXPECT_THAT(one, testing::UnorderedElementsAreArray(before));
}

TEST(Rounds, ResultsAreSortedAsTheScenariosAre) {
  std::vector<CaseRef> cases = select(suite(), Role::component, Filter{});
  cases.resize(5);
  RunResult run = round_of({result("always/x/1/y", Verdict::pass)});
  for (const CaseRef& ref : shuffled(cases, 3)) {
    run.results.push_back(result(ref.scenario->id, Verdict::pass));
    run.results.back().case_name = ref.which->name;
  }
  sort_results(run, cases);
  for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_EQ(run.results[i].key(), cases[i].key());
  EXPECT_EQ(run.results.back().id, "always/x/1/y");
}

TEST(ProgressLine, FitsTheTerminalAndIsErased) {
  testing::internal::CaptureStderr();
  {
    Progress progress("prosody", {true, false, 40});
    progress.started(7);
    progress.finished(result("server/a/very/long/id/that/does/not/fit/at/all", Verdict::pass));
    progress.note("a line \x1b[2J");
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_THAT(text, HasSubstr("\r\x1b[Kprosody  1/7  server/a/very/long/id/tha\r\x1b[K"));
  EXPECT_THAT(text, HasSubstr("a line \\x1B[2J\n"));
  EXPECT_THAT(text, testing::EndsWith("\n"));
}

TEST(ProgressLine, PlainLinesElsewhere) {
  testing::internal::CaptureStderr();
  {
    Progress progress("prosody", {});
    progress.started(7);
    progress.finished(result("a", Verdict::pass));
    progress.finished(result("b", Verdict::fail));
    progress.finished(result("b", Verdict::fail));  // confirmed
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "prosody: 7 scenarios\nfail     b\n");
}

}  // namespace
}  // namespace jcp::cli
