// Element: reading one from text, and what can be asked of it.

#include "element.hpp"

#include <gtest/gtest.h>

#include "namespaces.hpp"

namespace jcp {
namespace {

TEST(Element, is_read_as_if_it_stood_in_the_stream) {
  const auto message = Element::parse("<message to='a'><body>b</body></message>");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->name(), "message");
  EXPECT_EQ(message->attribute("to"), "a");
  EXPECT_STREQ(message->child("body").child_value(), "b");
  const auto error = Element::parse("<stream:error/>");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->name(), "stream:error");
}

TEST(Element, may_stand_between_white_space) { EXPECT_TRUE(Element::parse("\n  <message/>\n")); }

TEST(Element, is_exactly_one) {
  for (const char* xml : {"", " ", "text", "<a/><b/>", "<a/>text", "text<a/>", "<a>", "<a/></a>",
                          "<a", "</stream:stream>", "<a/></stream:stream>", "<a/><!-- -->",
                          "<a/></stream:stream><stream:stream>", "<a/><b x='", "<a/>&lt;",
                          "<?xml version='1.0'?><a/>", "<p:a/>", "<a b='1' b='2'/>"}) {
    EXPECT_FALSE(Element::parse(xml)) << xml;
  }
}

TEST(Element, tells_absent_from_empty) {
  const auto element = Element::parse("<a b='' c='d'/>");
  ASSERT_TRUE(element);
  EXPECT_EQ(element->attribute("b"), "");
  EXPECT_EQ(element->attribute("c"), "d");
  EXPECT_EQ(element->attribute("e"), std::nullopt);
  EXPECT_FALSE(element->child("e"));
}

TEST(Element, knows_the_namespaces_of_its_prefixes) {
  const auto element =
      Element::parse("<a xmlns:p='urn:p' p:b='1'><c xmlns='urn:c' xml:lang=''/></a>");
  ASSERT_TRUE(element);
  EXPECT_EQ(element->namespace_of(""), ns::accept);
  EXPECT_EQ(element->namespace_of("xml"), ns::xml);
  EXPECT_EQ(element->namespace_of("none"), "");
  EXPECT_EQ(element->namespace_of(ns::canonical_prefix("urn:p")), "urn:p");
  EXPECT_EQ(element->namespace_of(ns::canonical_prefix("urn:c")), "urn:c");
  EXPECT_EQ(element->namespace_of("p"), "");
}

TEST(Element, declarations_are_not_its_attributes) {
  const auto element = Element::parse("<a xmlns:p='urn:p' p:b='1'/>");
  ASSERT_TRUE(element);
  EXPECT_EQ(element->attribute("xmlns:p"), std::nullopt);
  EXPECT_EQ(element->attribute("xmlns:" + ns::canonical_prefix("urn:p")), std::nullopt);
}

TEST(Element, a_copy_outlives_the_original) {
  std::optional<Element> copy;
  {
    const auto element = Element::parse("<a b='c'/>");
    copy = element;
  }
  EXPECT_EQ(copy->attribute("b"), "c");
}

TEST(Element, stanzas_are_those_of_the_content_namespace) {
  for (const char* xml :
       {"<message/>", "<presence/>", "<iq/>", "<p:iq xmlns:p='jabber:component:accept'/>"}) {
    EXPECT_TRUE(is_stanza(*Element::parse(xml))) << xml;
  }
  for (const char* xml : {"<handshake/>", "<Message/>", "<message xmlns='jabber:client'/>",
                          "<iq xmlns=''/>", "<stream:message/>"}) {
    EXPECT_FALSE(is_stanza(*Element::parse(xml))) << xml;
  }
}

}  // namespace
}  // namespace jcp
