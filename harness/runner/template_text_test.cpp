// The template language of profiles.

#include <gtest/gtest.h>

#include <stdexcept>

#include "profile.hpp"

namespace jcp {
namespace {

const std::map<std::string, std::string> values = {{"port", "5347"},
                                                   {"odd", "a\"b\\c\nd\te\u00FC"}};
const std::vector<Domain> domains = {{"a.example", "x\"y", ""}, {"b.example", "z", ""}};

TEST(Render, ReplacesValues) {
  EXPECT_EQ(render("", values, domains), "");
  EXPECT_EQ(render("{ port: {{port}} } {{port}}", values, domains), "{ port: 5347 } 5347");
  EXPECT_EQ(render("{{odd}}", values, domains), values.at("odd"));
}

TEST(Render, QuotesForTheLanguageOfTheFile) {
  const std::string quoted = "\"a\\\"b\\\\c\\nd\\te\u00FC\"";
  EXPECT_EQ(render("{{odd:lua}}", values, domains), quoted);
  EXPECT_EQ(render("{{odd:yaml}}", values, domains), quoted);
  EXPECT_THROW(render("{{odd:perl}}", values, domains), std::invalid_argument);
  EXPECT_THROW(render("{{x:lua}}", {{"x", "\r"}}, domains), std::invalid_argument);
}

TEST(Render, RepeatsASectionForEachComponent) {
  EXPECT_EQ(render("[{{#components}}{{domain}}={{secret:lua}} on {{port}};{{/components}}]", values,
                   domains),
            "[a.example=\"x\\\"y\" on 5347;b.example=\"z\" on 5347;]");
  EXPECT_EQ(render("[{{#components}}x{{/components}}]", values, {}), "[]");
}

TEST(Render, DoesNotReadValuesAsTemplates) {
  EXPECT_EQ(render("{{a}}", {{"a", "{{b}}"}, {"b", "no"}}, {}), "{{b}}");
}

TEST(Render, RefusesWhatIsBroken) {
  EXPECT_THROW(render("{{nonsense}}", values, domains), std::invalid_argument);
  EXPECT_THROW(render("{{port", values, domains), std::invalid_argument);
  EXPECT_THROW(render("{{#components}}", values, domains), std::invalid_argument);
  EXPECT_THROW(render("{{domain}}", values, domains), std::invalid_argument);
}

}  // namespace
}  // namespace jcp
