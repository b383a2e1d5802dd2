// XPath over one element.

#include <gmock/gmock.h>

#include <stdexcept>

#include "pattern.hpp"

namespace jcp {
namespace {

using ::testing::ElementsAre;

std::optional<std::string> resolve(std::string_view name) {
  if (name == "domain") return "component.mcfly.fam";
  if (name == "quotes") return "it's \"x\" & <y>";
  return std::nullopt;
}

bool holds(std::string_view xpath, std::string_view xml) {
  return XPath(xpath).holds(*Element::parse(xml), resolve);
}

TEST(XPath, starts_at_the_element_or_above_it) {
  EXPECT_TRUE(holds("message", "<message/>"));
  EXPECT_TRUE(holds("/message", "<message/>"));
  EXPECT_TRUE(holds("//body", "<message><body/></message>"));
  EXPECT_TRUE(holds("count(/*/body) = 2", "<message><body/><body/></message>"));
  EXPECT_FALSE(holds("iq", "<message/>"));
}

TEST(XPath, uses_canonical_prefixes) {
  const auto* xml = "<iq><q:query xmlns:q='http://jabber.org/protocol/disco#info'/></iq>";
  EXPECT_TRUE(holds("iq/disco:query", xml));
  EXPECT_FALSE(holds("iq/query", xml));
  EXPECT_TRUE(holds("iq/*[local-name() = 'query']", xml));
  EXPECT_TRUE(holds("namespace-uri(iq/*) = 'http://jabber.org/protocol/disco#info'", xml));
  EXPECT_TRUE(holds("stream:error/streams:conflict",
                    "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                    "</stream:error>"));
}

TEST(XPath, does_not_see_our_declarations) {
  EXPECT_TRUE(holds("count(iq/@*) = 1", "<iq id='1'><q xmlns='urn:q'/></iq>"));
}

TEST(XPath, compares_with_variables) {
  EXPECT_TRUE(holds("message[@from=${domain}]", "<message from='component.mcfly.fam'/>"));
  EXPECT_FALSE(holds("message[@from=${domain}]", "<message from='mcfly.fam'/>"));
  EXPECT_TRUE(holds("message/@from = ${domain} and message/@to != ${domain}",
                    "<message from='component.mcfly.fam' to='a'/>"));
  EXPECT_TRUE(holds("message[. = ${quotes}]", "<message>it's \"x\" &amp; &lt;y></message>"));
  EXPECT_TRUE(holds("${unknown} = ''", "<message/>"));
}

TEST(XPath, fills_variables_inside_literals_too) {
  EXPECT_TRUE(holds("message[@from='${domain}']", "<message from='component.mcfly.fam'/>"));
  EXPECT_TRUE(
      holds("message[@from=\"a@${domain}/b\"]", "<message from='a@component.mcfly.fam/b'/>"));
  EXPECT_TRUE(holds("'$${domain}' = concat('$', '{domain}')", "<message/>"));
}

TEST(XPath, gives_strings) {
  const auto element = *Element::parse("<message id='7'><body>a<b>c</b></body></message>");
  EXPECT_EQ(XPath("message/@id").string_of(element, resolve), "7");
  EXPECT_EQ(XPath("message/body").string_of(element, resolve), "ac");
  EXPECT_EQ(XPath("count(//*)").string_of(element, resolve), "3");
  EXPECT_EQ(XPath("nothing").string_of(element, resolve), "");
  EXPECT_EQ(XPath("${domain}").string_of(element, resolve), "component.mcfly.fam");
}

TEST(XPath, says_what_does_not_compile) {
  for (const char* text : {"", "message[", "nofunction()", "'open", "$undeclared", "${domain",
                           "'${domain}", "message/@"}) {
    EXPECT_THROW(XPath{text}, std::invalid_argument) << text;
  }
}

TEST(XPath, lists_variables) {
  const XPath xpath("a[@b=${x}] | c[@d='${y}${x}']");
  EXPECT_THAT(xpath.variables(), ElementsAre("x", "y"));
  EXPECT_EQ(xpath.text(), "a[@b=${x}] | c[@d='${y}${x}']");
}

TEST(XPath, one_expression_serves_many_elements) {
  const XPath xpath("message/@from = ${who}");
  const auto element = *Element::parse("<message from='a'/>");
  EXPECT_TRUE(xpath.holds(element, [](std::string_view) { return "a"; }));
  EXPECT_FALSE(xpath.holds(element, [](std::string_view) { return "b"; }));
  const XPath copy = xpath;
  EXPECT_TRUE(copy.holds(element, [](std::string_view) { return "a"; }));
}

}  // namespace
}  // namespace jcp
