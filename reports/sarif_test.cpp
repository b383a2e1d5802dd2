// The log is held against the schema of SARIF 2.1.0 as Microsoft's SDK ships it.

#include "sarif.hpp"

#include <gmock/gmock.h>

#include <set>

#include "foreign_test.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

Json run_of(const RunResult& run) {
  return Json::parse(sarif_file(run, test::context_of()))["runs"][0];
}

std::vector<std::string> fingerprints_of(const RunResult& run) {
  std::vector<std::string> prints;
  const Json log = run_of(run);
  for (const Json& result : log["results"]) {
    prints.push_back(result["partialFingerprints"].dump());
  }
  return prints;
}

TEST(Sarif, TellsEverything) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  const std::string text = sarif_file(test::one_with_a_baseline(), context);
  test::expect_golden("results.sarif", test::replaced(text, "\"" JCP_VERSION "\"", "\"VERSION\""));
}

TEST(Sarif, IsValidAgainstItsSchema) {
  RunResult empty;
  RunResult interrupted = test::one_of_each();
  interrupted.interrupted = interrupted.never_ready = true;
  interrupted.started = "yesterday";
  for (const RunResult& run :
       {test::one_of_each(), test::one_with_a_baseline(), empty, interrupted}) {
    const auto seen = test::seen_by("sarif.js", sarif_file(run, test::context_of()));
    if (!seen) GTEST_SKIP() << test::no_modules;
    EXPECT_EQ((*seen)["valid"], true) << (*seen)["errors"].dump(1);
  }
}

TEST(Sarif, ARequirementIsARuleAndAnUnmetProofAResult) {
  const Json run = run_of(test::one_of_each());
  std::vector<std::string> found;
  for (const Json& result : run["results"]) {
    const std::size_t index = result["ruleIndex"];
    EXPECT_EQ(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    found.push_back(result["ruleId"].get<std::string>() + " " + result["level"].get<std::string>() +
                    " " + result["properties"].value("verdict", "-"));
  }
  EXPECT_THAT(found, testing::ElementsAre("X-2 warning fail", "X-1 error fail", "X-1 error fail",
                                          "jcpspec-crash error crash", "jcpspec-hang error hang",
                                          "X-2 warning warn", "jcpspec-fail error fail",
                                          "jcpspec-incident error -"));
  const Json rule = run["tool"]["driver"]["rules"][0];
  EXPECT_EQ(rule["helpUri"], "https://www.rfc-editor.org/rfc/rfc6120#section-4.9");
  EXPECT_EQ(rule["properties"]["level"], "SHOULD");
  EXPECT_EQ(run["tool"]["driver"]["rules"][1]["helpUri"],
            "https://xmpp.org/extensions/xep-0114.html");
  EXPECT_EQ(run["invocations"][0]["exitCode"], 4);
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].size(), 2U);  // error, blocked
}

TEST(Sarif, AResultPointsAtItsStep) {
  const Json run = run_of(test::one_of_each());
  const Json where = run["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(where["artifactLocation"]["uri"],
            "scenarios/server/xep0114/3.1/wrong-digest-refused.json");
  EXPECT_EQ(where["region"]["startLine"], 8);
  EXPECT_EQ(run["results"][0]["message"]["text"],
            "A wrong digest is refused: expected stream error not-authorized, found "
            "<a b=']]>\\x02\\xFE88mph & <flux>'>");
  // An id that no scenario has is no path.
  for (const int other : {3, 7}) {
    EXPECT_EQ(run["results"][other]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
              "scenarios/requirements.json");
  }
}

TEST(Sarif, AFingerprintDependsOnTargetScenarioAndRuleOnly) {
  const RunResult run = test::one_of_each();
  RunResult later = run;
  later.seed = 7;
  later.jobs = 1;
  later.started = "2015-10-21T16:29:00Z";
  later.duration_us = 1;
  later.target_version = "2.0";
  later.target_arguments = "--connect 127.0.0.1:7";
  for (ScenarioResult& result : later.results) {
    result.duration_us = 1;
    result.transcript = Transcript();
    if (result.divergence) result.divergence->actual = "component-7.example";
    result.binding = Binding{.host = "elsewhere.example", .leases = {{"b.example", "x"}}};
  }
  EXPECT_EQ(fingerprints_of(later), fingerprints_of(run));
  const auto prints = fingerprints_of(run);
  EXPECT_EQ(std::set<std::string>(prints.begin(), prints.end()).size(), prints.size());
  later.target_name = "another";
  for (const std::string& print : fingerprints_of(later)) {
    EXPECT_EQ(std::ranges::count(prints, print), 0);
  }
}

TEST(Sarif, WhatTheBaselineKnowsIsSuppressed) {
  const Json run = run_of(test::one_with_a_baseline());
  const Json suppression = run["results"][0]["suppressions"][0];
  EXPECT_EQ(suppression["kind"], "external");
  EXPECT_EQ(suppression["justification"], "a reason ]]>\\x01\\xFF, https://example.org/1");
  EXPECT_FALSE(run["results"][3].contains("suppressions"));
  const Json stale = run["invocations"][0]["toolConfigurationNotifications"];
  ASSERT_EQ(stale.size(), 2U);
  EXPECT_EQ(stale[1]["message"]["text"],
            "server/mended: the entry of the baseline is in order now");
}

TEST(Sarif, TextOfATargetIsNeitherLinkNorPlaceholder) {
  RunResult run = test::one_of_each();
  run.results[0].divergence->actual = "[x](1) {0}";
  EXPECT_THAT(run_of(run)["results"][0]["message"]["text"].get<std::string>(),
              HasSubstr("[x] (1) { 0}"));
}

TEST(Sarif, SecretsAndPathsStayHere) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  const std::string text = sarif_file(test::one_with_a_baseline(), context);
  EXPECT_THAT(text, Not(HasSubstr("flux")));
  EXPECT_THAT(text, Not(HasSubstr(test::digest.substr(7))));
  EXPECT_THAT(text, Not(HasSubstr(JCP_SOURCE_DIR)));
}

TEST(Sarif, EveryRuleOfTheCatalogueHasAnAddress) {
  const Suite suite(embedded_scenarios(), true);
  const ReportContext context{suite, {}};
  std::vector<SarifFinding> findings;
  for (const Requirement& row : suite.catalogue().requirements()) {
    findings.push_back({.rule = row.id, .grade = row.grade, .key = row.id});
  }
  const std::string text = sarif_log({}, context, findings);
  const Json log = Json::parse(text);
  for (const Json& rule : log["runs"][0]["tool"]["driver"]["rules"]) {
    EXPECT_THAT(rule["helpUri"].get<std::string>(),
                testing::ContainsRegex("^https://(www.rfc-editor.org/rfc/rfc[0-9]{4}(#section-"
                                       "[0-9]+(.[0-9]+)*)?|xmpp.org/extensions/xep-[0-9]{4}.html|"
                                       "www.w3.org/TR/xml(-names)?/)$"));
  }
  const auto seen = test::seen_by("sarif.js", text);
  if (!seen) GTEST_SKIP() << test::no_modules;
  EXPECT_EQ((*seen)["valid"], true) << (*seen)["errors"].dump(1);
}

}  // namespace
}  // namespace jcp
