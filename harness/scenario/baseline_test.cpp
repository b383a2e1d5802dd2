// Tables of small runs against small baselines: what is covered, what is stale, what is written.
//
// Each test that says "covered" has a neighbour that differs in one thing and is not.

#include "baseline.hpp"

#include <gmock/gmock.h>

#include "json_file.hpp"
#include "judge_test.hpp"

namespace jcp::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Suite& suite() {
  static const Suite all = [] {
    FileSet files = embedded_scenarios();
    std::erase_if(files,
                  [](const auto& file) { return file.first.find('/') != std::string::npos; });
    files["requirements.json"] = catalogue_text();
    const std::string steps = R"([ { "establish": {}, "proves": ["M1"] } ])";
    files["server/a.json"] = file_of(steps);
    files["server/b.json"] = file_of(steps, R"("cases": { "x": {}, "y": {} },)");
    files["component/c.json"] = file_of(steps);
    return Suite(files);
  }();
  return all;
}

Baseline baseline_of(const std::string& entries) {
  return Baseline::parse(R"({"entries": [)" + entries + "]}", "known.json");
}

ScenarioResult result_of(const std::string& id, const std::string& case_name, Verdict verdict,
                         const std::vector<ProofResult>& proofs = {}) {
  ScenarioResult result;
  result.id = id;
  result.case_name = case_name;
  result.verdict = verdict;
  result.proofs = proofs;
  return result;
}

ProofResult unmet(const std::string& requirement, Grade grade = Grade::fail) {
  return {requirement, "/steps/0", Outcome::unmet, grade};
}

RunResult run_of(std::vector<ScenarioResult> results) {
  RunResult run;
  run.results = std::move(results);
  return run;
}

// The exit code of a run of one result with this baseline.
int exit_with(const std::string& entries, const ScenarioResult& result,
              Grade fail_on = Grade::fail) {
  const Baseline baseline = baseline_of(entries);
  RunResult run = run_of({result, result_of("server/b", "x", Verdict::pass)});
  run.fail_on = fail_on;
  baseline.mark(run);
  run.stale = baseline.stale(suite(), Role::component, run);
  return exit_code_of(run);
}

const ScenarioResult failing = result_of("server/a", "", Verdict::fail, {unmet("M1")});

TEST(Baseline, CoversAKeyAVerdictAndTheRequirementsItLists) {
  EXPECT_EQ(exit_with("", failing), 1);
  EXPECT_EQ(exit_with(R"({"id": "server/a", "verdict": "fail"})", failing), 0);
  EXPECT_EQ(exit_with(R"({"id": "server/a", "verdict": "fail", "unmet": ["M1", "M2"]})", failing),
            0);
  EXPECT_EQ(exit_with(R"({"id": "server/a", "verdict": "fail", "unmet": ["M2"]})", failing), 1);
  EXPECT_EQ(exit_with(R"({"id": "server/a", "verdict": ["crash", "hang"]})", failing), 1);
  EXPECT_EQ(exit_with(R"({"id": "server/?", "verdict": ["crash", "fail"]})", failing), 0);
  // No glob character: exactly that key, so not a case of it and not what begins like it.
  const ScenarioResult a_case = result_of("server/b", "y", Verdict::fail, {unmet("M1")});
  EXPECT_EQ(exit_with(R"({"id": "server/b#y", "verdict": "fail"})", a_case), 0);
  EXPECT_EQ(exit_with(R"({"id": "server/b", "verdict": "fail"})", a_case), 1);
}

TEST(Baseline, ARuleGradedMilderThanFailOnIsNoNews) {
  const ScenarioResult both =
      result_of("server/a", "", Verdict::fail, {unmet("M1"), unmet("S1", Grade::warn)});
  const std::string entry = R"({"id": "server/a", "verdict": "fail", "unmet": ["M1"]})";
  EXPECT_EQ(exit_with(entry, both), 0);
  EXPECT_EQ(exit_with(entry, both, Grade::warn), 1);
}

TEST(Baseline, ACoveredDeathIsNoExit4ButAnIncidentIs) {
  const ScenarioResult crash = result_of("server/a", "", Verdict::crash);
  EXPECT_EQ(exit_with("", crash), 4);
  EXPECT_EQ(exit_with(R"({"id": "server/a", "verdict": "fail"})", crash), 4);
  EXPECT_EQ(exit_with(R"({"id": "server/a", "verdict": "crash"})", crash), 0);
  RunResult run = run_of({crash});
  run.incidents.push_back({});
  baseline_of(R"({"id": "*", "verdict": "crash"})").mark(run);
  EXPECT_EQ(exit_code_of(run), 4);
}

TEST(Baseline, BlockedIsCoveredByItsCause) {
  ScenarioResult blocked = result_of("server/b", "y", Verdict::blocked);
  blocked.blocked_by = "server/a";
  for (const bool selected : {true, false}) {
    RunResult run = run_of({blocked});
    (selected ? run.results : run.support).push_back(failing);
    EXPECT_EQ(exit_code_of(run), 1);
    baseline_of(R"({"id": "server/a", "verdict": "fail", "reason": "old"})").mark(run);
    ASSERT_TRUE(run.results[0].known);
    EXPECT_EQ(run.results[0].known->reason, "old");
    EXPECT_NE(exit_code_of(run), 1);
  }
  RunResult without_cause = run_of({result_of("server/b", "y", Verdict::blocked)});
  baseline_of(R"({"id": "server/a", "verdict": "fail"})").mark(without_cause);
  EXPECT_FALSE(without_cause.results[0].known);
}

std::vector<std::string> stale_in(const std::string& entries, const RunResult& run,
                                  Role role = Role::component) {
  std::vector<std::string> stale;
  for (const StaleEntry& entry : baseline_of(entries).stale(suite(), role, run)) {
    stale.push_back(entry.id + " " + entry.why);
  }
  return stale;
}

TEST(Baseline, StaleIsWhatNamesNothingOrIsInOrderEverywhere) {
  const RunResult run =
      run_of({result_of("server/a", "", Verdict::pass), result_of("server/b", "x", Verdict::pass),
              result_of("server/b", "y", Verdict::warn)});
  EXPECT_THAT(
      stale_in(R"({"id": "server/typo", "verdict": "fail"},
                          {"id": "server/b", "verdict": "fail"},
                          {"id": "nothing/*", "verdict": "fail"})",
               run),
      ElementsAre("server/typo names nothing", "server/b names no case: write ID#CASE, or a glob",
                  "nothing/* names nothing"));
  EXPECT_THAT(stale_in(R"({"id": "server/a", "verdict": "fail"},
                          {"id": "server/b#y", "verdict": "fail"},
                          {"id": "server/*", "verdict": "fail"},
                          {"id": "server/b#x*", "verdict": "fail"})",
                       run),
              ElementsAre("server/a is in order now", "server/b#x* is in order now"));
}

TEST(Baseline, WhatWasNotJudgedMakesNothingStale) {
  const std::string entry = R"({"id": "server/b*", "verdict": "fail"})";
  const ScenarioResult good = result_of("server/b", "x", Verdict::pass);
  EXPECT_THAT(stale_in(entry, run_of({good})), ElementsAre());
  for (const Verdict verdict : {Verdict::skip, Verdict::blocked, Verdict::error}) {
    EXPECT_THAT(stale_in(entry, run_of({good, result_of("server/b", "y", verdict)})),
                ElementsAre());
  }
  EXPECT_EQ(stale_in(entry, run_of({good, result_of("server/b", "y", Verdict::pass)})).size(), 1U);
  // Of the other role, and a variant, which is no key of its own.
  EXPECT_THAT(stale_in(R"({"id": "component/c", "verdict": "fail"},
                          {"id": "server/a@bytewise", "verdict": "fail"})",
                       run_of({good})),
              ElementsAre());
}

TEST(Baseline, ExitCode5ComesAfterAllOthers) {
  const std::string typo = R"({"id": "server/typo", "verdict": "fail"})";
  EXPECT_EQ(exit_with(typo, result_of("server/a", "", Verdict::pass)), 5);
  EXPECT_EQ(exit_with(typo, failing), 1);
  EXPECT_EQ(exit_with(typo, result_of("server/a", "", Verdict::crash)), 4);
  EXPECT_EQ(exit_with(typo, result_of("server/a", "", Verdict::error)), 6);
}

TEST(Baseline, WhatIsWrittenCoversTheRunAndKeepsItsReasons) {
  RunResult run = run_of({failing, result_of("server/b", "x", Verdict::pass),
                          result_of("server/b", "y", Verdict::crash)});
  const Baseline before = baseline_of(
      R"({"id": "server/a", "verdict": "fail", "unmet": ["M2"], "reason": "r", "url": "https://u"},
         {"id": "server/b#x", "verdict": "fail"}, {"id": "component/c", "verdict": "hang"})");
  before.mark(run);
  const std::string text = before.updated(suite(), Role::component, run);
  const Json entries = parse_json(text, "new")["entries"];
  ASSERT_EQ(entries.size(), 3U);  // by id: component/c, server/a, server/b#y
  EXPECT_EQ(entries[0]["id"], "component/c");
  EXPECT_EQ(entries[1].dump(),
            R"({"id":"server/a","verdict":"fail","unmet":["M1"],"reason":"r","url":"https://u"})");
  EXPECT_EQ(entries[2].dump(), R"({"id":"server/b#y","verdict":"crash","unmet":[]})");
  const Baseline after = Baseline::parse(text, "new");
  after.mark(run);
  EXPECT_EQ(exit_code_of(run), 0);
  EXPECT_TRUE(after.stale(suite(), Role::component, run).empty());
}

TEST(Baseline, AnErrorOfOursIsNeverWrittenDown) {
  RunResult run = run_of({result_of("server/a", "", Verdict::error)});
  EXPECT_THAT(Baseline().updated(suite(), Role::component, run), Not(HasSubstr("server/a")));
}

TEST(Baseline, BrokenFilesAreTheUsersMistake) {
  for (const char* text :
       {"", "[]", "{}", R"({"entries": [{}]})", R"({"entries": [{"id": "a"}]})",
        R"({"entries": [{"id": "a", "verdict": "red"}]})",
        R"({"entries": [{"id": "a", "verdict": []}]})",
        R"({"entries": [{"id": "a", "verdict": "error"}]})",
        R"({"entries": [{"id": "a", "verdict": "fail", "because": "typo"}]})",
        R"({"entries": [{"id": "a", "verdict": "fail", "url": "javascript:x"}]})",
        R"({"entries": [{"id": "a", "verdict": "fail"}, {"id": "a", "verdict": "warn"}]})",
        R"({"entries": [{"id": "a", "verdict": "pass"}]})"}) {
    EXPECT_THROW(Baseline::parse(text, "known.json"), UserError) << text;
  }
  try {
    Baseline::parse(R"({"entries": [{"id": "a", "verdict": "red"}]})", "known.json");
    FAIL();
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), HasSubstr("known.json:/entries/0/verdict: "));
  }
}

}  // namespace
}  // namespace jcp::testing
