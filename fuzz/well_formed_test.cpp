// Each check of a report finds what is wrong in a bad one, and nothing in a good one: a check that
// cannot fail proves nothing.

#include "well_formed.hpp"

#include <gtest/gtest.h>

#include "hostile_run.hpp"
#include "reports/html.hpp"
#include "reports/markdown.hpp"
#include "reports/pcapng.hpp"
#include "reports/tap.hpp"

namespace jcp::fuzz {
namespace {

ReportContext context() { return {hostile_suite(), Redaction()}; }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at == std::string::npos ? 0 : at, from.size(), to);
}

TEST(WellFormed, Xml) {
  EXPECT_FALSE(xml_flaw("<?xml version=\"1.0\"?>\n<a>\n <b c=\"d\"/>\n</a>\n"));
  for (const char* bad : {"", "<a>", "<a></b>", "<a b='1' b='2'/>", "<a>\x01</a>", "<a/><b/>",
                          "<a><!-- x --></a>", "<a>text</a>"}) {
    EXPECT_TRUE(xml_flaw(bad)) << bad;
  }
}

TEST(WellFormed, Json) {
  EXPECT_FALSE(json_flaw("{\"a\": [1]}\n"));
  for (const char* bad : {"", "{", "{} {}", "\"\xff\"", "[1,]"}) EXPECT_TRUE(json_flaw(bad)) << bad;
}

TEST(WellFormed, Tap) {
  const std::string good = tap_file(hostile_run({}), context());
  EXPECT_EQ(tap_flaw(good), std::nullopt);
  EXPECT_TRUE(tap_flaw(good + "ok 1 - again\n"));
  EXPECT_TRUE(tap_flaw(replaced(good, "ok 2 - ", "ok 3 - ")));
  EXPECT_TRUE(tap_flaw(replaced(good, "  ...\n", "")));
  EXPECT_TRUE(tap_flaw(good + "what is this\n"));
  EXPECT_TRUE(tap_flaw(good + "# \x1b[31m\n"));
}

TEST(WellFormed, Markdown) {
  const std::string good = markdown_report(hostile_run({}), context());
  EXPECT_EQ(markdown_flaw(good), std::nullopt);
  EXPECT_TRUE(markdown_flaw(good + "<script>\n"));
  EXPECT_TRUE(markdown_flaw(good + "a <b>\n"));
  EXPECT_TRUE(markdown_flaw(good + "```text\n<script>\n"));
  EXPECT_FALSE(markdown_flaw(good + "````text\n<script>\n```\n````\n"));
  EXPECT_TRUE(markdown_flaw(good + "\r"));
}

TEST(WellFormed, Html) {
  const std::string good = html_file(hostile_run({}), context());
  EXPECT_EQ(html_flaw(good), std::nullopt);
  const std::string end = "</body>";
  for (const char* bad :
       {"<script>alert(1)</script>", "<p onclick=\"a()\">", "<img src=\"x\">", "a & b", "<p a=b>",
        "<a href=\"javascript:a()\">", "<a title=\"<b>\">", "<script type=\"module\"></script>",
        "<script type=\"application/json\">{</script>", "\x1b", "<a title=\"",
        "<script type=\"application/json\">\"<!--\"</script>"}) {
    EXPECT_TRUE(html_flaw(replaced(good, end, bad + end))) << bad;
  }
  EXPECT_TRUE(html_flaw(replaced(good, "'use strict';", "'use strict'; alert(1);")));
}

TEST(WellFormed, Pcapng) {
  const auto files = pcapng_files(hostile_run({}), context());
  ASSERT_FALSE(files.empty());
  const std::string& good = files[0].bytes;
  EXPECT_FALSE(pcapng_flaw(good));
  EXPECT_TRUE(pcapng_flaw(""));
  EXPECT_TRUE(pcapng_flaw(good.substr(1)));
  EXPECT_TRUE(pcapng_flaw(good + "x"));
  std::string other = good;
  other[4] = static_cast<char>(other[4] + 4);
  EXPECT_TRUE(pcapng_flaw(other));
}

TEST(WellFormed, Lines) {
  EXPECT_FALSE(lines_flaw("a\nb\n"));
  EXPECT_TRUE(lines_flaw("a\tb\n"));
}

}  // namespace
}  // namespace jcp::fuzz
