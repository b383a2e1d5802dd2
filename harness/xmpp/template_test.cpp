// Text with variables.

#include <gmock/gmock.h>

#include <stdexcept>

#include "pattern.hpp"

namespace jcp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string filled(std::string_view text) {
  return Template(text).fill([](std::string_view name) -> std::optional<std::string> {
    if (name == "unknown") return std::nullopt;
    return "[" + std::string(name) + "]";
  });
}

TEST(Template, fills_variables) {
  EXPECT_EQ(filled(""), "");
  EXPECT_EQ(filled("plain"), "plain");
  EXPECT_EQ(filled("${a}"), "[a]");
  EXPECT_EQ(filled("juliet@${other.domain}/${n}"), "juliet@[other.domain]/[n]");
  EXPECT_EQ(filled("${digest:wrong-secret}"), "[digest:wrong-secret]");
  EXPECT_EQ(filled("a${unknown}b"), "ab");
}

TEST(Template, a_dollar_is_written_twice) {
  EXPECT_EQ(filled("$$"), "$");
  EXPECT_EQ(filled("$${a}"), "${a}");
  EXPECT_EQ(filled("$$${a}"), "$[a]");
  EXPECT_EQ(filled("5$ a$b {a}"), "5$ a$b {a}");
}

TEST(Template, an_unclosed_variable_is_refused) {
  EXPECT_THROW(Template("${a"), std::invalid_argument);
  EXPECT_THROW(Template("x ${a} ${"), std::invalid_argument);
  EXPECT_NO_THROW(Template("$"));
}

TEST(Template, lists_variables_once) {
  EXPECT_THAT(Template("${b}${a}-${b}").variables(), ElementsAre("b", "a"));
  EXPECT_THAT(Template("$${a}").variables(), IsEmpty());
}

TEST(Template, knows_when_it_is_one_variable) {
  EXPECT_TRUE(Template("${a}").is("a"));
  EXPECT_FALSE(Template("${a}").is("b"));
  EXPECT_FALSE(Template("${a} ").is("a"));
  EXPECT_FALSE(Template("a").is("a"));
  EXPECT_FALSE(Template("").is(""));
}

TEST(Template, any_text_gives_a_value_or_one_complaint) {
  for (const char* text : {"$", "${}", "}", "${${a}}", "$${", "${a}}", "\xFF${\xFF}"}) {
    EXPECT_NO_THROW(filled(text)) << text;
  }
}

}  // namespace
}  // namespace jcp
