// What others make of these texts is tested with markdown.hpp.

#include "markup.hpp"

#include <gmock/gmock.h>

namespace jcp {
namespace {

TEST(Markup, WordsStayAsTheyAre) {
  EXPECT_EQ(escaped_markdown("It's 1.5 % (or less), \u00e9t\u00e9"),
            "It's 1.5 % (or less), \u00e9t\u00e9");
}

TEST(Markup, WhatMeansSomethingIsAReference) {
  EXPECT_EQ(escaped_markdown("<a>|`*_[]!#&:~\\"),
            "&#60;a&#62;&#124;&#96;&#42;&#95;&#91;&#93;&#33;&#35;&#38;&#58;&#126;&#92;");
}

TEST(Markup, MentionsAndAddressesAreParted) {
  EXPECT_EQ(escaped_markdown("@a www.x"), "@<!-- -->a www&#46;x");
  EXPECT_EQ(code_markdown("a@b"), "<code>a@<!-- -->b</code>");
}

TEST(Markup, OnlyWhatIsAWebAddressIsALink) {
  EXPECT_EQ(link_markdown("https://a.example/1?b=c#d"), "<https://a.example/1?b=c#d>");
  for (const char* text : {"javascript:alert(1)", "https://a.example/>x", "https://a|b", "a", ""}) {
    EXPECT_THAT(link_markdown(text), testing::StartsWith("<code>")) << text;
  }
}

TEST(Markup, AFenceIsLongerThanWhatIsInside) {
  EXPECT_EQ(fenced({"a"}, "sh"), "```sh\na\n```\n");
  EXPECT_EQ(fenced({"a ```` b", "``"}, "text"), "`````text\na ```` b\n``\n`````\n");
}

}  // namespace
}  // namespace jcp
