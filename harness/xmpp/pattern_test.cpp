// Patterns: what matches, what does not, and whether the difference helps a reader. Differences are
// compared as "where: expected / actual".

#include "pattern.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "limits.hpp"
#include "wire.hpp"

namespace jcp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::optional<std::string> resolve(std::string_view name) {
  if (name == "domain") return "component.mcfly.fam";
  if (name == "odd") return "a<b>&'\"";
  if (name == "blank") return " x ";
  return std::nullopt;
}

std::string difference(std::string_view pattern, std::string_view xml, bool exact = false) {
  const auto actual = Element::parse(xml);
  if (!actual) return "not an element";
  const auto found = Pattern(pattern, exact).differs(*actual, resolve);
  return found ? found->where + ": " + found->expected + " / " + found->actual : "";
}

TEST(Pattern, extra_things_are_allowed) {
  const auto* xml = "<message from='a' to='b' id='1'>x<body>y</body><z xmlns='urn:z'/></message>";
  EXPECT_EQ(difference("<message/>", xml), "");
  EXPECT_EQ(difference("<message to='b'/>", xml), "");
  EXPECT_EQ(difference("<message to='b' from='a'><body/></message>", xml), "");
  EXPECT_EQ(difference("<message><z xmlns='urn:z'/><body>y</body></message>", xml), "");
}

TEST(Pattern, names_are_compared_with_their_namespace) {
  EXPECT_EQ(difference("<message/>", "<iq/>"), "message: message / iq");
  EXPECT_EQ(difference("<message/>", "<message xmlns='urn:z'/>"),
            "message: message / {urn:z}message");
  EXPECT_EQ(difference("<message/>", "<p:message xmlns:p='jabber:component:accept'/>"), "");
  EXPECT_EQ(difference("<p:q xmlns:p='urn:z'/>", "<q xmlns='urn:z'/>"), "");
  EXPECT_EQ(difference("<message/>", "<message xmlns=''/>"), "message: message / none:message");
  EXPECT_EQ(difference("<stream:error/>", "<stream:error/>"), "");
}

TEST(Pattern, attributes) {
  EXPECT_EQ(difference("<message from='a'/>", "<message from='b'/>"), "message/@from: a / b");
  EXPECT_EQ(difference("<message from='a'/>", "<message/>"), "message/@from: a / absent");
  EXPECT_EQ(difference("<m from='a@${domain}'/>", "<m from='a@component.mcfly.fam'/>"), "");
  EXPECT_EQ(difference("<m from='${domain}'/>", "<m from='x'/>"),
            "m/@from: component.mcfly.fam / x");
  EXPECT_EQ(difference("<m a='${odd}'/>", "<m a=\"a&lt;b>&amp;'&quot;\"/>"), "");
  EXPECT_EQ(difference("<m p:a='1' xmlns:p='urn:p'/>", "<m a='1'/>"), "m/@{urn:p}a: 1 / absent");
  EXPECT_EQ(difference("<m p:a='1' xmlns:p='urn:p'/>", "<m q:a='1' xmlns:q='urn:p'/>"), "");
  EXPECT_EQ(difference("<m a='$${domain}'/>", "<m a='${domain}'/>"), "");
}

TEST(Pattern, any_some_none_of_attributes) {
  EXPECT_EQ(difference("<m a='${any}'/>", "<m a=''/>"), "");
  EXPECT_EQ(difference("<m a='${any}'/>", "<m/>"), "m/@a: present / absent");
  EXPECT_EQ(difference("<m a='${some}'/>", "<m a='x'/>"), "");
  EXPECT_EQ(difference("<m a='${some}'/>", "<m a=''/>"), "m/@a: present and not empty / ");
  EXPECT_EQ(difference("<m a='${some}'/>", "<m/>"), "m/@a: present and not empty / absent");
  EXPECT_EQ(difference("<m a='${none}'/>", "<m/>"), "");
  EXPECT_EQ(difference("<m a='${none}'/>", "<m a=''/>"), "m/@a: absent / ");
}

TEST(Pattern, text) {
  EXPECT_EQ(difference("<m>x</m>", "<m>\n x </m>"), "");
  EXPECT_EQ(difference("<m> x </m>", "<m>x</m>"), "");
  EXPECT_EQ(difference("<m>x</m>", "<m>y</m>"), "m/text(): x / y");
  EXPECT_EQ(difference("<m>x</m>", "<m/>"), "m/text(): x / ");
  EXPECT_EQ(difference("<m>ab</m>", "<m>a<c/>b</m>"), "");
  EXPECT_EQ(difference("<m> \n </m>", "<m>x</m>"), "");
  EXPECT_EQ(difference("<m>${domain}</m>", "<m>component.mcfly.fam</m>"), "");
  EXPECT_EQ(difference("<m>${blank}</m>", "<m>x</m>"), "");
  EXPECT_EQ(difference("<m>${any}</m>", "<m/>"), "");
  EXPECT_EQ(difference("<m>${some}</m>", "<m>x</m>"), "");
  EXPECT_EQ(difference("<m>${some}</m>", "<m> </m>"), "m/text(): present and not empty / ");
  EXPECT_EQ(difference("<m>${none}</m>", "<m> <a>x</a></m>"), "");
  EXPECT_EQ(difference("<m>${none}</m>", "<m>x</m>"), "m/text(): absent / x");
}

TEST(Pattern, children) {
  const auto* xml =
      "<iq><query xmlns='http://jabber.org/protocol/disco#info' node='n'>"
      "<feature var='a'/><feature var='b'/></query></iq>";
  const std::string open = "<iq><query xmlns='http://jabber.org/protocol/disco#info'";
  EXPECT_EQ(difference(open + "><feature var='b'/><feature var='a'/></query></iq>", xml), "");
  EXPECT_EQ(difference(open + " node='m'/></iq>", xml), "iq/disco:query/@node: m / n");
  EXPECT_EQ(difference(open + "><feature var='c'/></query></iq>", xml),
            "iq/disco:query/disco:feature/@var: c / a");
  EXPECT_EQ(difference("<iq><query/></iq>", xml), "iq/query: present / absent");
}

TEST(Pattern, each_child_satisfies_one_pattern_child) {
  EXPECT_EQ(difference("<m><a/><a/></m>", "<m><a/><a/></m>"), "");
  EXPECT_EQ(difference("<m><a/><a/></m>", "<m><a/></m>"), "m/a: present / absent");
}

// Greedy on purpose: the first child that fits is taken, without going back.
TEST(Pattern, the_special_child_is_listed_first) {
  EXPECT_EQ(difference("<m><a x='1'/><a/></m>", "<m><a x='1'/><a/></m>"), "");
  EXPECT_EQ(difference("<m><a/><a x='1'/></m>", "<m><a x='1'/><a/></m>"), "m/a/@x: 1 / absent");
}

TEST(Pattern, exact_allows_nothing_extra) {
  EXPECT_EQ(difference("<m/>", "<m/>", true), "");
  EXPECT_EQ(difference("<m/>", "<m> \n</m>", true), "");
  EXPECT_EQ(difference("<m/>", "<m a='1'/>", true), "m/@a: absent / 1");
  EXPECT_EQ(difference("<m/>", "<m>x</m>", true), "m/text(): absent / x");
  EXPECT_EQ(difference("<m/>", "<m><b/></m>", true), "m/b: absent / present");
  EXPECT_EQ(difference("<m><b/></m>", "<m><b/><b/></m>", true), "m/b: absent / present");
  EXPECT_EQ(difference("<m><b/></m>", "<m><b c='1'/></m>", true), "m/b/@c: absent / 1");
  EXPECT_EQ(difference("<m b='2' a='1'/>", "<m a='1' b='2'/>", true), "");
  EXPECT_EQ(difference("<m a='${none}'/>", "<m/>", true), "");
  EXPECT_EQ(difference("<m a='${any}'>${any}</m>", "<m a='1'>x</m>", true), "");
}

TEST(Pattern, exact_ignores_where_namespaces_are_declared) {
  EXPECT_EQ(difference("<m><b xmlns='urn:b'/></m>", "<m xmlns:p='urn:b'><p:b/></m>", true), "");
  EXPECT_EQ(difference("<m/>", "<m xmlns:p='urn:unused'/>", true), "");
  EXPECT_EQ(difference("<m/>", "<m><b xmlns='urn:b'/></m>", true), "m/{urn:b}b: absent / present");
}

TEST(Pattern, long_values_are_shortened_for_people) {
  const std::string value(2000, 'x');
  const auto found = difference("<m a='1'/>", "<m a='" + value + "'/>");
  EXPECT_LT(found.size(), 400U);
  EXPECT_THAT(found, HasSubstr("xxx..."));
}

TEST(Pattern, holds_no_dollar_in_a_namespace_name) {
  for (const char* xml :
       {"<a xmlns='urn:${us}'/>", "<a xmlns='urn:$$'/>", "<a><b xmlns='$'/></a>"}) {
    EXPECT_THROW(Pattern{xml}, std::invalid_argument) << xml;
  }
  EXPECT_NO_THROW(Pattern("<a xmlns='urn:x' b='$$'/>"));
}

TEST(Pattern, says_what_is_not_an_element) {
  for (const char* xml : {"", "text", "<a>", "<a/><b/>", "<p:a/>", "<a>&x;</a>", "<a b='${c'/>"}) {
    EXPECT_THROW(Pattern{xml}, std::invalid_argument) << xml;
  }
}

TEST(Pattern, depth_is_bounded_because_matching_is_recursive) {
  const auto nested = [](std::size_t depth) {
    std::string out;
    for (std::size_t i = 0; i < depth; ++i) out += "<a>";
    for (std::size_t i = 0; i < depth; ++i) out += "</a>";
    return out;
  };
  EXPECT_EQ(difference(nested(limits::pattern_depth), nested(4000)), "");
  EXPECT_THROW(Pattern(nested(limits::pattern_depth + 1)), std::invalid_argument);
}

TEST(Pattern, lists_variables_but_not_holes) {
  const Pattern pattern(
      "<m a='${x}${y}' b='${any}'>${some}<n c='${none}'>${x} ${case.z}</n><o d='${any} '/></m>");
  EXPECT_THAT(pattern.variables(), ElementsAre("x", "y", "case.z", "any"));
  EXPECT_THAT(Pattern("<m/>").variables(), IsEmpty());
}

TEST(Pattern, keeps_what_was_written) {
  const Pattern pattern("<m a='${x}'  />");
  EXPECT_EQ(pattern.text(), "<m a='${x}'  />");
  EXPECT_EQ(pattern.element().attribute("a"), "${x}");
}

TEST(Pattern, made_from_an_element_matches_it) {
  for (const char* xml :
       {"<m/>", "<m a='1'>x<b/>y<b c='2'/></m>", "<m xml:lang='x'><q xmlns='urn:q'>\n z</q></m>",
        "<m><a/><a x='1'/><a/><a x='1'/></m>", "<stream:error xmlns:p='urn:p' p:a=''/>"}) {
    EXPECT_EQ(difference(to_wire(*Element::parse(xml), "jabber:component:accept"), xml, true), "");
  }
}

TEST(ValuePattern, compares_one_value) {
  const auto differs = [](std::string_view pattern, std::optional<std::string_view> actual) {
    return ValuePattern(pattern).differs(actual, "header/@id", resolve).has_value();
  };
  EXPECT_FALSE(differs("x", "x"));
  EXPECT_TRUE(differs("x", "y"));
  EXPECT_TRUE(differs("x", std::nullopt));
  EXPECT_FALSE(differs("", ""));
  EXPECT_TRUE(differs("", std::nullopt));
  EXPECT_FALSE(differs("${any}", ""));
  EXPECT_TRUE(differs("${any}", std::nullopt));
  EXPECT_TRUE(differs("${some}", ""));
  EXPECT_FALSE(differs("${none}", std::nullopt));
  EXPECT_TRUE(differs("${none}", ""));
  EXPECT_FALSE(differs("${domain}", "component.mcfly.fam"));
}

}  // namespace
}  // namespace jcp
