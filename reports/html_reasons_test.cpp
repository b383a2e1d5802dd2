#include "html_reasons.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "html.hpp"
#include "report_test.hpp"
#include "source_url.hpp"

namespace jcp::html {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* catalogue = R"({
  "families": [{"key": "F", "title": "A family"}],
  "requirements": [
    {"id": "R-1", "family": "F", "level": "MUST", "side": "both", "source": "RFC 6120 4.9, 4.8",
     "sentence": "One.", "grade": "warn", "grade_reason": "others read it otherwise"},
    {"id": "R-2", "family": "F", "level": "MUST NOT", "side": "both", "source": "practice",
     "sentence": "Two."},
    {"id": "R-3", "family": "F", "level": "SHOULD", "side": "both", "source": "XEP-0114 3",
     "sentence": "Three."}
  ]
})";

constexpr const char* scenario = R"({
  "title": "t", "rule": "r", "why": "the file",
  "steps": [
    { "connect": {} },
    { "trait": "q", "proves": ["R-2"], "why": "the step", "any_of": [
      { "trait": "a", "grade": "warn", "why": "the way", "steps": [ { "expect": "disconnect" } ] },
      { "trait": "b", "grade": "warn", "steps": [ { "expect": "silence" } ] } ] },
    { "expect": "disconnect", "proves": ["R-2"] }
  ]
})";

const Suite& suite() {
  static const Suite suite({{"requirements.json", catalogue}, {"both/f/s.json", scenario}}, true);
  return suite;
}

ScenarioResult unmet(const std::string& requirement, const std::string& step) {
  ScenarioResult result;
  result.id = "both/f/s";
  result.verdict = Verdict::warn;
  result.proofs = {{requirement, step, Outcome::unmet, Grade::warn}};
  return result;
}

std::string why(const ScenarioResult& result) { return why_a_warning(result, suite()); }

TEST(HtmlReasons, AMustThatIsAWarningSaysWhyByTheNearestReason) {
  const std::string because = "counts as a warning because: ";
  EXPECT_EQ(why(unmet("R-1", "/steps/2")), because + "others read it otherwise");
  EXPECT_EQ(why(unmet("R-2", "/steps/2")), because + "the file");
  ScenarioResult result = unmet("R-2", "/steps/1");
  EXPECT_EQ(why(result), because + "the step");
  result.traits = {{"q", "a"}};
  EXPECT_EQ(why(result), because + "the way");
  result.traits = {{"q", "b"}};
  EXPECT_EQ(why(result), because + "the step");
  result.proofs[0].requirement = "R-1";
  EXPECT_EQ(why(result), because + "others read it otherwise");
  result.id = "both/f/of-somebody-else";
  result.proofs[0].requirement = "R-2";
  EXPECT_EQ(why(result), "counts as a warning: the scenario grades this way so");
  EXPECT_EQ(why_a_warning(result, suite(), "R-1"), "");
}

TEST(HtmlReasons, WhatIsNoMilderMustNeedsNoReason) {
  EXPECT_EQ(why(unmet("R-3", "/steps/1")), "");
  ScenarioResult result = unmet("R-1", "/no/such/step");
  result.proofs[0].grade = Grade::fail;
  EXPECT_EQ(why(result), "");
  result.proofs[0] = {"R-1", "", Outcome::met, Grade::warn};
  EXPECT_EQ(why(result), "");
  EXPECT_EQ(why(unmet("R-9", "nonsense")), "");
}

TEST(HtmlReasons, TheReasonStandsInTheListAndOnTheCell) {
  RunResult run;
  run.target_name = "t";
  run.results = {unmet("R-1", "/steps/2")};
  run.requirements = {{"R-1", "MUST", Grade::warn, "warn", {"both/f/s"}}};
  const std::string page = html_file(run, {suite(), {}});
  EXPECT_THAT(page, HasSubstr("<dt>why</dt><dd>counts as a warning because: others read it"));
  EXPECT_THAT(page, HasSubstr("title=\"counts as a warning because: others read it otherwise\">"));
  EXPECT_THAT(page, HasSubstr("<span class=\"because\">counts as a warning because: others"));
  EXPECT_THAT(page, HasSubstr("\"url\":\"https://www.rfc-editor.org/rfc/rfc6120#section-4.9\""));
}

TEST(HtmlReasons, ASentenceWithItsFigures) {
  RunResult run;
  run.target_name = "t";
  run.requirements = {{"R-1", "MUST", Grade::fail, "pass", {}},
                      {"R-2", "MUST", Grade::fail, "untested", {}},
                      {"R-3", "SHOULD", Grade::warn, "warn", {}},
                      {"R-4", "MUST", Grade::fail, "blocked", {}}};
  const auto page = [&] { return html_file(run, {suite(), {}}); };
  EXPECT_THAT(page(), HasSubstr("It conforms to XEP-0114: nothing that counts is wrong; 2 of 4 "
                                "requirements of this side were judged, 2 not."));
  EXPECT_THAT(page(), HasSubstr("Jabber Component Protocol (XEP-0114) · server under test"));
  EXPECT_THAT(page(), HasSubstr("<title>t · XEP-0114 · jcpspec</title>"));
  run.exit_code = 1;
  run.fail_on = Grade::warn;
  EXPECT_THAT(page(), HasSubstr("✗ It does not conform to XEP-0114: 1 of 2 judged requirements is "
                                "not kept."));
  run.fail_on = Grade::fail;
  EXPECT_THAT(page(), HasSubstr("✗ It does not conform to XEP-0114."));
  run.exit_code = 0;
  run.requirements[0].verdict = "fail";
  EXPECT_THAT(page(), HasSubstr("Nothing but what the baseline knows is wrong: 1 of 2"));
  EXPECT_THAT(matrix_file({run, run}, suite()), HasSubstr("<td class=\"num\">2/4</td>"));
}

TEST(HtmlReasons, AFamilySaysWhatWasNotJudged) {
  RunResult run;
  run.requirements = {{"R-1", "MUST", Grade::fail, "pass", {}},
                      {"R-2", "MUST", Grade::fail, "untested", {}}};
  const auto page = [&] { return html_file(run, {suite(), {}}); };
  EXPECT_THAT(page(), HasSubstr("<span class=\"part\">1/1, 1 untested</span>"));
  run.requirements.push_back({"R-3", "SHOULD", Grade::warn, "skip", {}});
  EXPECT_THAT(page(), HasSubstr("<span class=\"part\">1/1, 2 not judged</span>"));
}

TEST(HtmlReasons, WhatIsLeftOutOfTheListHasALink) {
  RunResult run;
  run.exit_code = 1;
  for (int i = 0; i < 14; ++i) {
    run.requirements.push_back({"Z-" + std::to_string(i), "MUST", Grade::fail, "fail", {}});
  }
  const std::string page = html_file(run, {suite(), {}});
  EXPECT_THAT(page, HasSubstr("<li><a href=\"#/requirements?only=open\">and 2 more</a></li>"));
}

TEST(HtmlReasons, AStandingRuleLeadsToWhereItWasBroken) {
  RunResult run = test::one_of_each();
  ScenarioResult& rule = run.results.back();
  rule.verdict = Verdict::fail;
  rule.duration_us = 0;
  rule.reason = "first broken in " + run.results[0].key();
  rule.seen_in = run.results[0].key();
  run.target_name = "t";
  const std::string page = html_file(run, test::context_of());
  EXPECT_THAT(page, HasSubstr("<dt>where</dt><dd>first broken in <a href=\"#/cell/t/server/xep0114/"
                              "3.1/wrong-digest-refused%23short\">"));
  EXPECT_THAT(page, Not(HasSubstr("0.000 s</td>")));
}

TEST(HtmlReasons, QuestionAndAnswerAreToldApart) {
  RunResult run = test::one_of_each();
  const std::string page = html_file(run, test::context_of());
  const std::string question = "<span class=\"question\">what-next:</span> ";
  EXPECT_THAT(page, HasSubstr("<dt>expected</dt><dd>" + question + "closed</dd>"));
  EXPECT_THAT(page, HasSubstr("<dt>actual</dt><dd>" + question + "left open</dd>"));
}

TEST(HtmlReasons, APassMayLackSomethingOptional) {
  const RunResult run = test::one_of_each();
  EXPECT_EQ(std::ranges::count_if(run.results, lacks_something_optional), 1);
  EXPECT_THAT(html_file(run, test::context_of()), HasSubstr(">info</span></td>"));
}

TEST(SourceUrl, OnlyOfWhatNamesAText) {
  EXPECT_EQ(source_url("RFC 6120 4.9.1.1, 4.8"),
            "https://www.rfc-editor.org/rfc/rfc6120#section-4.9.1.1");
  EXPECT_EQ(source_url("XEP-0114 3"), "https://xmpp.org/extensions/xep-0114.html");
  EXPECT_EQ(source_url("XML-NAMES 3"), "https://www.w3.org/TR/xml-names/");
  EXPECT_EQ(source_url("XML 1.0 2.2"), "https://www.w3.org/TR/xml/");
  for (const char* none : {"", "practice", "CVE-2022-25236 class", "silent in XEP", "RFC "}) {
    EXPECT_EQ(source_url(none), "") << none;
  }
}

}  // namespace
}  // namespace jcp::html
