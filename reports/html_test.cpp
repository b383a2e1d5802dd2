// The page as text: escaping, its JSON, its policy. What a browser makes of it is
// html/browser_test.mjs.

#include "html.hpp"

#include <gmock/gmock.h>

#include "formats.hpp"
#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/digest.hpp"
#include "html_markup.hpp"
#include "report_test.hpp"
#include "result_file.hpp"

namespace jcp {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'";

RunResult evil_run() {
  RunResult run = test::one_with_a_baseline();
  run.target_name = run.target_version = run.target_arguments = evil;
  run.results[0].title = run.results[0].reason = evil;
  run.results[0].known->url = "javascript:alert(3)";
  run.results[0].known->reason = evil;
  run.results[1].known->url = "https://example.org/\"onclick=\"alert(4)";
  run.results[2].traits[evil] = evil;
  run.results[2].transcript.add(1, evil, TranscriptEvent::received, evil);
  run.incidents[0].what = run.incidents[0].kind = evil;
  run.stale[0].id = evil;
  run.requirements.push_back({evil, evil, Grade::fail, "fail", {evil}});
  return run;
}

// What stands between `begin` and `end`, each time.
std::vector<std::string> between(const std::string& text, const std::string& begin,
                                 const std::string& end) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    found.push_back(text.substr(at, text.find(end, at) - at));
  }
  return found;
}

// The whole text of each element of this kind, whatever its attributes.
std::vector<std::string> contents(const std::string& page, const std::string& element,
                                  const std::string& attributes = "") {
  std::vector<std::string> texts;
  for (const std::string& one : between(page, "<" + element + attributes, "</" + element + ">")) {
    texts.push_back(one.substr(one.find('>') + 1));
  }
  return texts;
}

std::string policy_of(const std::string& page) {
  return between(page, "Content-Security-Policy\" content=\"", "\"").at(0);
}

std::vector<std::string> both_pages(const RunResult& run) {
  return {html_file(run, test::context_of()), matrix_file({run, run}, test::small_suite())};
}

TEST(Html, NothingThatWasSaidBecomesMarkup) {
  for (const std::string& page : both_pages(evil_run())) {
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr("href=\"javascript")));
    EXPECT_THAT(page, Not(HasSubstr("\"onclick=\"")));
    EXPECT_THAT(page, HasSubstr("&lt;/script&gt;&lt;script&gt;alert(1)"));
    EXPECT_EQ(page.find('\x1b'), std::string::npos);
  }
}

// Octets that are no UTF-8, controls, characters that reorder text: seen, not obeyed.
TEST(Html, WhatHidesOrReordersIsEscaped) {
  const std::string page = html_file(test::one_with_a_baseline(), test::context_of());
  const std::string shown = page.substr(0, page.find("<script type=\"application/json\""));
  for (const char* octets : {"\xff", "\x01", "\x1b", "\u202E", "\uFFFE"}) {
    EXPECT_THAT(shown, Not(HasSubstr(octets)));
  }
  EXPECT_THAT(shown, HasSubstr("1.0 \\xFF"));
}

TEST(Html, CarriesTheResultFile) {
  const RunResult run = evil_run();
  const std::string page = html_file(run, test::context_of());
  const auto files = contents(page, "script", " type=\"application/json\" class=\"run\"");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(Json::parse(files[0]), Json::parse(result_file(run, test::context_of())));
  const auto suites = contents(page, "script", " type=\"application/json\" id=\"suite\"");
  ASSERT_EQ(suites.size(), 1U);
  const Json suite = Json::parse(suites[0]);
  EXPECT_EQ(suite["requirements"]["X-2"]["sentence"], "It says not-authorized first.");
  EXPECT_EQ(suite["files"]["server/xep0114/3.1/wrong-digest-refused"]["steps"].size(), 5U);
}

TEST(Html, JsonCannotEndItsElement) {
  EXPECT_EQ(html::json_block("{\n  \"a\": \"</script> <!--\u2028\u2029\"\n}\n"),
            "{\"a\": \"\\u003c/script> \\u003c!--\\u2028\\u2029\"}");
}

TEST(Html, ThePolicyAllowsWhatWeWroteAndNothingElse) {
  for (const std::string& page : both_pages(evil_run())) {
    const std::string policy = policy_of(page);
    EXPECT_THAT(policy, StartsWith("default-src 'none';"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    const auto allowed = between(policy, "'sha256-", "'");
    std::size_t inline_texts = 0;
    for (const char* element : {"style", "script"}) {
      for (const std::string& text :
           between(page, "<" + std::string(element) + ">", "</" + std::string(element) + ">")) {
        EXPECT_THAT(allowed, Contains(base64(sha256(text))));
        ++inline_texts;
      }
    }
    EXPECT_EQ(inline_texts, 3U);
    EXPECT_EQ(allowed.size(), 3U);
  }
}

TEST(Html, NeedsNothingElse) {
  for (const std::string& page : both_pages(test::one_of_each())) {
    for (const char* fetched :
         {" src=", "@import", "url(", "href=\"http", "<iframe", "<link rel=\"s"}) {
      EXPECT_THAT(page, Not(HasSubstr(fetched)));
    }
    EXPECT_THAT(page, Not(HasSubstr("{{")));
  }
}

TEST(Html, TheSummaryIsThereWithoutScript) {
  const std::string page = html_file(test::one_with_a_baseline(), test::context_of());
  EXPECT_THAT(page, HasSubstr("The target crashed or hung."));
  EXPECT_THAT(page, HasSubstr("11 scenarios selected, 12 Nov 1955, 22:04 UTC, in 61.000 s"));
  EXPECT_THAT(page, HasSubstr("A wrong digest &lt;closes&gt; the stream &amp; the connection."));
  EXPECT_THAT(page, HasSubstr("<b>crash</b> at 3.000 s"));
  EXPECT_THAT(page, HasSubstr("core\\x01\ndumped ]]&gt;\\xFF"));
  EXPECT_THAT(page, HasSubstr("<a rel=\"noreferrer\" href=\"https://example.org/1\">"));
  EXPECT_THAT(page, HasSubstr("no reason given"));
  EXPECT_THAT(page, HasSubstr("<code>server/mended</code> is in order now"));
  EXPECT_EQ(contents(page, "article").size(), 5U);
}

TEST(Html, SecretsAreHidden) {
  const std::string page =
      html_file(test::one_of_each(), test::context_of(Redaction({test::secret}, true)));
  EXPECT_THAT(page, Not(HasSubstr("flux")));
  EXPECT_THAT(page, Not(HasSubstr(test::digest.substr(7))));
  EXPECT_THAT(page, Not(HasSubstr(base64(test::digest.substr(7)).substr(0, 20))));
}

TEST(Html, AMatrixHasAColumnForEachTarget) {
  RunResult other = test::one_of_each();
  other.target_name = "other";
  other.requirements[0].verdict = "pass";
  const std::string page = matrix_file({test::one_of_each(), other, other}, test::small_suite());
  EXPECT_THAT(page, HasSubstr("3 implementations side by side"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#/cell/other%201.0%20%5CxFF/X-1\">"));
  EXPECT_THAT(page, HasSubstr("other 1.0 \\xFF (2)</a>"));
  EXPECT_EQ(between(page, "<tr data-r=\"X-1\" data-differs data-red data-open>", "</tr>").size(),
            1U);
  EXPECT_EQ(between(page, "<tr data-r=\"X-2\" data-open>", "</tr>").size(), 1U);
  EXPECT_EQ(contents(page, "script", " type=\"application/json\" class=\"run\"").size(), 3U);
}

TEST(Html, IsAFormat) {
  ASSERT_NE(find_format("html"), nullptr);
  EXPECT_EQ(find_format("html")->file, "report.html");
}

}  // namespace
}  // namespace jcp
