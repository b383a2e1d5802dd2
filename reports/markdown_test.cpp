// The file is rendered by others, with all HTML let through: a library, and GitHub's own renderer.
// Whatever stands in the page then has to be ours, and its tables have to say what the run says.

#include "markdown.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <set>

#include "foreign_test.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string hostile =
    "`` ``` ````` | \\| <script>alert(1)</script> <img src=x onerror=y> </details></code> @octocat "
    "a@b.example https://evil.example www.evil.example [x](https://evil.example) ![i](x) **b** _i_ "
    "~~s~~ &lt; :smile: #1\n\n# heading\n```\n<!-- ";

// Every text of a target is hostile.
RunResult hostile_run() {
  RunResult run = test::one_with_a_baseline();
  run.target_name = hostile;
  run.target_version = hostile;
  run.target_arguments = "--target " + quoted(hostile);
  for (std::size_t i = 0; i < run.results.size(); ++i) {
    ScenarioResult& result = run.results[i];
    result.title = hostile;
    if (!result.reason.empty()) result.reason = hostile;
    result.divergence = Divergence{"/steps/2", hostile, hostile, 1, false};
    result.traits[hostile] = hostile;
    result.transcript = Transcript();
    result.transcript.add(0, hostile, TranscriptEvent::received, hostile, 0);
    result.id += hostile;
    if (result.known) result.known = KnownDeviation{hostile, hostile, "https://e.example/`|<a>"};
  }
  run.stale.push_back({hostile, hostile});
  run.incidents.push_back({0, hostile, hostile, hostile, {hostile}});
  return run;
}

Json table_of(const Json& seen, const std::string& first_cell) {
  for (const Json& table : seen["tables"]) {
    if (table[0][0] == first_cell) return table;
  }
  return Json::array();
}

TEST(Markdown, TellsEverything) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  test::expect_golden("summary.md", markdown_report(test::one_of_each(), context));
}

TEST(Markdown, TheTablesSayWhatTheRunSays) {
  const auto seen = test::seen_by("markdown.js",
                                  markdown_report(test::one_with_a_baseline(), test::context_of()));
  if (!seen) GTEST_SKIP() << test::no_modules;
  EXPECT_EQ(table_of(*seen, "selected")[1],
            Json::array({"11", "3", "1", "2", "1", "1", "1", "1", "1"}));
  const Json reds = table_of(*seen, "verdict");  // two are known
  ASSERT_EQ(reds.size(), 5U);
  EXPECT_EQ(reds[1], Json::array({"crash", "server/xep0114/3/crashes", "", "signal 11\\n\\x07"}));
  EXPECT_EQ(reds[4][1], "server/xep0114/3/twin (a twin that was not selected)");
  EXPECT_EQ((*seen)["summaries"].size(), 4U);
  EXPECT_EQ((*seen)["headings"],
            Json::array({"XEP-0114: target \\x1B[31m\"<&'>: crashed or hung", "Not in order: 4",
                         "Warnings: 1", "Blocked: 1", "Skipped: 1", "Known to the baseline: 2",
                         "Stale entries of the baseline: 2", "Incidents: 1",
                         "Traits, which the text leaves open: 1"}));
  EXPECT_EQ((*seen)["links"], Json::array({"https://example.org/1"}));
}

TEST(Markdown, TheEvidenceIsWhole) {
  const ReportContext context = test::context_of();
  const auto seen = test::seen_by("markdown.js", markdown_report(test::one_of_each(), context));
  if (!seen) GTEST_SKIP() << test::no_modules;
  const ScenarioResult failed = test::one_of_each().results[0];
  std::string expected;
  const auto divergence = divergence_of(failed, test::small_suite());
  for (const std::string& line : event_lines(failed.transcript.entries(), divergence, 600)) {
    expected += line + "\n";
  }
  EXPECT_EQ((*seen)["fences"][0], expected);
  EXPECT_EQ((*seen)["fences"][1],
            "jcpspec test 'server/xep0114/3.1/wrong-digest-refused#short' --target prosody\n");
}

void expect_nothing_but_text(const Json& seen) {
  const std::set<std::string> ours = {"h2",      "h3", "p",  "code", "table", "thead",
                                      "tbody",   "tr", "th", "td",   "pre",   "details",
                                      "summary", "ul", "li", "br",   "strong"};
  for (const auto& [name, count] : seen["elements"].items()) {
    EXPECT_TRUE(ours.contains(name)) << count << " of " << name;
  }
  const std::set<std::string> harmless = {"class", "style", "align"};
  for (const Json& name : seen["attributes"]) EXPECT_TRUE(harmless.contains(name)) << name;
  EXPECT_EQ(seen["links"], Json::array());
  EXPECT_EQ(seen["headings"].size(), 9U);
  EXPECT_EQ(seen["summaries"].size(), 4U);
  EXPECT_EQ(seen["elements"]["details"], 4);
  for (const Json& table : seen["tables"]) {
    for (const Json& row : table) EXPECT_EQ(row.size(), table[0].size());
  }
  // It is all there, and readable.
  const Json traits = table_of(seen, "question");
  EXPECT_THAT(traits[1][0].get<std::string>(),
              HasSubstr("<script>alert(1)</script> <img src=x onerror=y> </details></code> "
                        "@octocat a@b.example https://evil.example www.evil.example [x](https"));
}

TEST(Markdown, NothingOfATargetIsMoreThanText) {
  const std::string text = markdown_report(hostile_run(), test::context_of());
  const auto seen = test::seen_by("markdown.js", text);
  if (!seen) GTEST_SKIP() << test::no_modules;
  expect_nothing_but_text(*seen);
}

TEST(Markdown, NothingOfATargetIsMoreThanTextOnGitHub) {
  if (test::ran("cmark-gfm --version").exit_code != 0) {
    if (std::getenv("JCP_REQUIRE_TARGETS")) ADD_FAILURE() << "no cmark-gfm";
    GTEST_SKIP() << "no cmark-gfm";
  }
  const std::string text = markdown_report(hostile_run(), test::context_of());
  const auto seen = test::seen_by("markdown.js", text, {"cmark-gfm"});
  if (!seen) GTEST_SKIP() << test::no_modules;
  expect_nothing_but_text(*seen);
}

TEST(Markdown, ItStaysBelowWhatGitHubTakes) {
  RunResult run = test::one_of_each();
  const ScenarioResult failed = run.results[0];
  for (int i = 0; i < 3000; ++i) {
    run.results.push_back(failed);
    run.results.back().case_name = "number-" + std::to_string(i);
  }
  const std::string text = markdown_report(run, test::context_of());
  EXPECT_LT(text.size(), markdown_bytes);
  EXPECT_GT(text.size(), markdown_bytes * 2 / 3);
  EXPECT_THAT(text, testing::ContainsRegex("The evidence of the last [0-9]+ is left out"));
  EXPECT_THAT(text, HasSubstr("### Traits"));
  for (ScenarioResult& result : run.results) result.verdict = Verdict::skip;
  const std::string small = markdown_file(run, test::context_of(), 20'000);
  EXPECT_LT(small.size(), 20'000U);
  EXPECT_THAT(small, testing::ContainsRegex("[0-9]+ rows left out"));
}

TEST(Markdown, SecretsAreHidden) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  for (const RunResult& run : {test::one_of_each(), test::one_with_a_baseline()}) {
    const std::string text = markdown_report(run, context);
    EXPECT_THAT(text, Not(HasSubstr("flux")));
    EXPECT_THAT(text, Not(HasSubstr(test::digest.substr(7))));
  }
}

}  // namespace
}  // namespace jcp
