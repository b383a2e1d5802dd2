// From results to totals, twins, requirements and the exit code: tables of small runs.

#include "run_result.hpp"

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

std::string steps(const std::string& proof) {
  return R"([ { "connect": {} }, { "expect": "disconnect", "proves": [")" + proof + R"("] } ])";
}

const Suite& suite() {
  static const Suite all = [] {
    FileSet files = embedded_scenarios();
    std::erase_if(files,
                  [](const auto& file) { return file.first.find('/') != std::string::npos; });
    files["requirements.json"] = catalogue_text();
    files["server/positive.json"] =
        file_of(steps("M1"), R"("cases": { "x": {}, "y": {} }, "aliases": ["server/old"],)");
    files["server/negative.json"] =
        file_of(steps("S1"), R"("twin": "server/old", "cases": { "x": {}, "z": {} },)");
    files["server/alone.json"] = file_of(steps("M1"));
    return Suite(files);
  }();
  return all;
}

ScenarioResult result_of(const std::string& id, const std::string& case_name, Verdict verdict) {
  ScenarioResult result;
  result.id = id;
  result.case_name = case_name;
  result.verdict = verdict;
  return result;
}

ScenarioResult with(ScenarioResult result, Outcome outcome, Grade grade = Grade::fail,
                    const std::string& requirement = "M1") {
  result.proofs.push_back({requirement, "/steps/1", outcome, grade});
  return result;
}

ScenarioResult alone(Verdict verdict) { return result_of("server/alone", "", verdict); }

// ---- one scenario

TEST(Verdicts, AreTheWorstGradeOfAnUnmetProof) {
  const auto verdict = [](std::vector<ProofResult> proofs, bool precondition_unmet = false) {
    return std::string(to_string(verdict_of(proofs, precondition_unmet)));
  };
  const ProofResult met{"A", "", Outcome::met}, info{"A", "", Outcome::unmet, Grade::info},
      warn{"A", "", Outcome::unmet, Grade::warn}, fail{"A", "", Outcome::unmet, Grade::fail},
      not_reached{"A", "", Outcome::not_reached}, not_observable{"A", "", Outcome::not_observable};
  EXPECT_EQ(verdict({}), "pass");
  EXPECT_EQ(verdict({met, info, not_reached, not_observable}), "pass");
  EXPECT_EQ(verdict({met, warn, info}), "warn");
  EXPECT_EQ(verdict({fail, warn}), "fail");
  EXPECT_EQ(verdict({met, warn}, true), "blocked");
  EXPECT_EQ(verdict({fail}, true), "fail");
}

TEST(Verdicts, HaveAnOrderAndNames) {
  EXPECT_LT(Verdict::pass, Verdict::warn);
  EXPECT_LT(Verdict::warn, Verdict::blocked);
  EXPECT_LT(Verdict::blocked, Verdict::error);
  EXPECT_LT(Verdict::error, Verdict::fail);
  EXPECT_LT(Verdict::fail, Verdict::hang);
  EXPECT_LT(Verdict::hang, Verdict::crash);
  for (const char* name : {"skip", "pass", "warn", "blocked", "error", "fail", "hang", "crash"}) {
    EXPECT_EQ(to_string(verdict_from(name).value()), name);
  }
  EXPECT_FALSE(verdict_from("good"));
}

TEST(Outcomes, HaveNames) {
  std::string names;
  for (const Outcome outcome :
       {Outcome::met, Outcome::unmet, Outcome::not_reached, Outcome::not_observable}) {
    names += std::string(to_string(outcome)) + ", ";
  }
  EXPECT_EQ(names, "met, unmet, not reached, not observable, ");
}

TEST(Keys, NameCaseAndVariant) {
  ScenarioResult result = result_of("server/a", "b", Verdict::pass);
  EXPECT_EQ(result.key(), "server/a#b");
  result.variant = "bytewise";
  EXPECT_EQ(result.key(), "server/a#b@bytewise");
  EXPECT_EQ(alone(Verdict::pass).key(), "server/alone");
}

// ---- totals

TEST(Totals, SelectedIsTheSumOfAllVerdicts) {
  std::vector<ScenarioResult> results;
  for (const char* name :
       {"skip", "pass", "pass", "warn", "blocked", "error", "fail", "hang", "crash"}) {
    results.push_back(alone(*verdict_from(name)));
  }
  const Totals t = totals_of(results);
  EXPECT_EQ(t.selected, 9);
  EXPECT_EQ(t.pass, 2);
  EXPECT_EQ(t.selected, t.pass + t.warn + t.fail + t.crash + t.hang + t.blocked + t.skip + t.error);
}

// ---- twins

std::string negative_with_twin(const std::string& case_name, Verdict negative,
                               const std::vector<ScenarioResult>& twins) {
  RunResult run;
  run.results.push_back(result_of("server/negative", case_name, negative));
  run.support = twins;
  settle_twins(suite(), run);
  const ScenarioResult& result = run.results[0];
  return std::string(to_string(result.verdict)) +
         (result.blocked_by.empty() ? "" : " by " + result.blocked_by);
}

ScenarioResult twin(const std::string& case_name, Verdict verdict) {
  return result_of("server/positive", case_name, verdict);
}

TEST(Twins, HaveToPassOrWarn) {
  for (const Verdict good : {Verdict::pass, Verdict::warn}) {
    EXPECT_EQ(negative_with_twin("x", Verdict::pass, {twin("x", good)}), "pass");
  }
  for (const Verdict bad : {Verdict::fail, Verdict::crash, Verdict::hang, Verdict::error,
                            Verdict::blocked, Verdict::skip}) {
    EXPECT_EQ(negative_with_twin("x", Verdict::pass, {twin("x", bad)}),
              "blocked by server/positive#x");
    EXPECT_EQ(negative_with_twin("x", Verdict::fail, {twin("x", bad)}),
              "blocked by server/positive#x");
  }
}

TEST(Twins, AreTheSameCaseIfThereIsOneElseAll) {
  EXPECT_EQ(
      negative_with_twin("x", Verdict::pass, {twin("x", Verdict::pass), twin("y", Verdict::fail)}),
      "pass");
  EXPECT_EQ(
      negative_with_twin("z", Verdict::pass, {twin("x", Verdict::pass), twin("y", Verdict::fail)}),
      "blocked by server/positive#y");
}

TEST(Twins, ThatWereNotRunVouchForNothing) {
  EXPECT_EQ(negative_with_twin("x", Verdict::pass, {}), "blocked by server/positive");
}

TEST(Twins, TakeNothingFromAWorseVerdict) {
  EXPECT_EQ(negative_with_twin("x", Verdict::crash, {twin("x", Verdict::fail)}), "crash");
  EXPECT_EQ(negative_with_twin("x", Verdict::skip, {twin("x", Verdict::fail)}), "skip");
  EXPECT_EQ(negative_with_twin("x", Verdict::error, {twin("x", Verdict::fail)}), "error");
}

TEST(Twins, MayBeAmongTheResults) {
  RunResult run;
  run.results = {result_of("server/negative", "x", Verdict::pass), twin("x", Verdict::fail)};
  settle_twins(suite(), run);
  EXPECT_EQ(run.results[0].verdict, Verdict::blocked);
  EXPECT_EQ(run.results[0].reason, "its positive twin did not pass: server/positive#x is fail");
  EXPECT_EQ(run.results[1].verdict, Verdict::fail);
}

// ---- requirements

std::string requirement(const std::vector<ScenarioResult>& results, const std::string& id = "M1",
                        Role role = Role::component) {
  RunResult run;
  run.results = results;
  for (const RequirementResult& row : requirements_of(suite(), role, run)) {
    if (row.id == id) return row.verdict;
  }
  return "absent";
}

TEST(Requirements, AreThoseOfTheTargetsSide) {
  RunResult run;
  const auto ids = [&](Role role) {
    std::string text;
    for (const RequirementResult& row : requirements_of(suite(), role, run)) text += row.id + " ";
    return text;
  };
  EXPECT_EQ(ids(Role::component), "M1 M2 S1 S2 P1 ");
  EXPECT_EQ(ids(Role::server), "M2 M3 ");
}

TEST(Requirements, HaveTheWorstGradedOutcome) {
  const ScenarioResult pass = alone(Verdict::pass), warn = alone(Verdict::warn),
                       fail = alone(Verdict::fail);
  EXPECT_EQ(requirement({}), "untested");
  EXPECT_EQ(requirement({with(pass, Outcome::met)}), "pass");
  EXPECT_EQ(requirement({with(pass, Outcome::met), with(pass, Outcome::unmet, Grade::info)}),
            "info");
  EXPECT_EQ(requirement({with(warn, Outcome::unmet, Grade::warn), with(pass, Outcome::met)}),
            "warn");
  EXPECT_EQ(requirement({with(fail, Outcome::unmet), with(warn, Outcome::unmet, Grade::warn)}),
            "fail");
  EXPECT_EQ(requirement({with(pass, Outcome::not_observable)}), "untested");
  EXPECT_EQ(requirement({with(with(fail, Outcome::met), Outcome::unmet, Grade::fail, "S1")}),
            "pass");
  EXPECT_EQ(
      requirement({with(with(fail, Outcome::not_reached), Outcome::unmet, Grade::fail, "S1")}),
      "untested");
}

TEST(Requirements, ADeathFallsOnWhatWasUnmetOrNotReached) {
  for (const Verdict death : {Verdict::crash, Verdict::hang}) {
    const std::string name(to_string(death));
    EXPECT_EQ(requirement({with(alone(death), Outcome::met)}), "pass");
    EXPECT_EQ(requirement({with(alone(death), Outcome::unmet)}), name);
    EXPECT_EQ(requirement({with(alone(death), Outcome::not_reached)}), name);
    EXPECT_EQ(requirement({with(alone(death), Outcome::not_observable)}), "untested");
  }
}

TEST(Requirements, AreBlockedOrSkippedOnlyWhenNoProofWasReached) {
  const ScenarioResult blocked = alone(Verdict::blocked), pass = alone(Verdict::pass);
  EXPECT_EQ(requirement({with(blocked, Outcome::not_reached)}), "blocked");
  EXPECT_EQ(requirement({with(blocked, Outcome::met)}), "pass");  // met before the precondition
  EXPECT_EQ(requirement({with(blocked, Outcome::not_reached), with(pass, Outcome::met)}), "pass");
  EXPECT_EQ(requirement({alone(Verdict::skip)}), "skip");  // its proofs are those of its program
  EXPECT_EQ(requirement({alone(Verdict::blocked)}), "blocked");
  EXPECT_EQ(requirement({alone(Verdict::skip), with(pass, Outcome::met)}), "pass");
}

TEST(Requirements, ANegativeScenarioWithoutItsTwinShowsNothing) {
  ScenarioResult blocked = alone(Verdict::blocked);
  blocked.blocked_by = "server/positive";
  EXPECT_EQ(requirement({with(blocked, Outcome::met)}), "blocked");
  EXPECT_EQ(requirement({with(blocked, Outcome::unmet)}), "blocked");
}

TEST(Requirements, VariantsAreOutsideAndScenariosAreListedOnce) {
  ScenarioResult variant = with(alone(Verdict::fail), Outcome::unmet);
  variant.variant = "bytewise";
  EXPECT_EQ(requirement({variant, with(alone(Verdict::pass), Outcome::met)}), "pass");
  RunResult run;
  run.results = {with(with(alone(Verdict::pass), Outcome::met), Outcome::met)};
  EXPECT_EQ(requirements_of(suite(), Role::component, run)[0].scenarios,
            std::vector<std::string>{"server/alone"});
}

// ---- exit codes

int code(const std::vector<Verdict>& verdicts, Grade fail_on = Grade::fail) {
  RunResult run;
  run.fail_on = fail_on;
  for (const Verdict verdict : verdicts) run.results.push_back(alone(verdict));
  return exit_code_of(run);
}

TEST(ExitCode, ZeroNeedsSomethingJudged) {
  EXPECT_EQ(code({}), 2);
  EXPECT_EQ(code({Verdict::skip, Verdict::skip}), 2);
  EXPECT_EQ(code({Verdict::skip, Verdict::pass}), 0);
  EXPECT_EQ(code({Verdict::warn}), 0);
}

TEST(ExitCode, OneIsAFailOrBlocked) {
  EXPECT_EQ(code({Verdict::pass, Verdict::fail}), 1);
  EXPECT_EQ(code({Verdict::pass, Verdict::blocked}), 1);
  EXPECT_EQ(code({Verdict::blocked}), 1);
}

TEST(ExitCode, OneIsWhatFailOnSays) {
  EXPECT_EQ(code({Verdict::warn}, Grade::warn), 1);
  EXPECT_EQ(code({Verdict::pass}, Grade::warn), 0);
  RunResult run;
  run.results = {with(alone(Verdict::pass), Outcome::unmet, Grade::info)};
  run.fail_on = Grade::warn;
  EXPECT_EQ(exit_code_of(run), 0);
  run.fail_on = Grade::info;
  EXPECT_EQ(exit_code_of(run), 1);
}

TEST(ExitCode, FourIsACrashAHangOrAnIncident) {
  EXPECT_EQ(code({Verdict::fail, Verdict::crash}), 4);
  EXPECT_EQ(code({Verdict::fail, Verdict::hang}), 4);
  RunResult run;
  run.results = {alone(Verdict::pass)};
  run.incidents.push_back({.kind = "crash"});
  EXPECT_EQ(exit_code_of(run), 4);
}

TEST(ExitCode, TheHighestPriorityWins) {
  RunResult run;
  run.results = {alone(Verdict::blocked)};
  EXPECT_EQ(exit_code_of(run), 1);
  run.results.push_back(alone(Verdict::crash));
  EXPECT_EQ(exit_code_of(run), 4);
  run.never_ready = true;
  run.incidents.push_back({.kind = "never-ready"});
  EXPECT_EQ(exit_code_of(run), 3);
  run.results.push_back(alone(Verdict::error));
  EXPECT_EQ(exit_code_of(run), 6);
  run.interrupted = true;
  EXPECT_EQ(exit_code_of(run), 130);
}

TEST(ExitCode, ARedTwinOutsideTheTotalsDecidesToo) {
  RunResult run;
  run.results = {alone(Verdict::pass)};
  run.support = {twin("x", Verdict::fail)};
  EXPECT_EQ(exit_code_of(run), 1);
  run.support = {twin("x", Verdict::crash)};
  EXPECT_EQ(exit_code_of(run), 4);
  run.support = {twin("x", Verdict::pass)};
  EXPECT_EQ(exit_code_of(run), 0);
}

}  // namespace
}  // namespace jcp::testing
