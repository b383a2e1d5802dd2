// What the parser makes of lawful and slightly unlawful streams: each event, its fields and its
// place in the bytes. Hostile streams are in hostile_test.cpp, cuts in cuts_test.cpp.

#include "stream_parser.hpp"

#include <gmock/gmock.h>

#include "namespaces.hpp"
#include "stream_events_test.hpp"

namespace jcp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace jcp::testing;

TEST(StreamParser, reads_the_header) {
  const auto events = parsed(
      "<?xml version='1.0'?><stream:stream to='a&amp;b' xml:lang='en' "
      "xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' "
      "id='&#x41;'>");
  ASSERT_EQ(events.size(), 1U);
  const auto& header = std::get<StreamHeader>(events[0].body);
  EXPECT_EQ(header.local_name, "stream");
  EXPECT_EQ(header.prefix, "stream");
  EXPECT_EQ(header.stream_ns, ns::stream);
  EXPECT_EQ(header.content_ns, ns::accept);
  EXPECT_TRUE(header.xml_declaration);
  EXPECT_EQ(header.attribute("to"), "a&b");
  EXPECT_EQ(header.attribute("xml:lang"), "en");
  EXPECT_EQ(header.attribute("id"), "A");
  EXPECT_EQ(header.attribute("from"), std::nullopt);
  EXPECT_EQ(header.attributes.size(), 3U);
}

TEST(StreamParser, reports_a_header_by_any_name) {
  EXPECT_THAT(described(parsed("<a>")), ElementsAre("header :a {} {}"));
  EXPECT_THAT(described(parsed("<b:a xmlns:b='urn:b'>")), ElementsAre("header b:a {urn:b} {}"));
  EXPECT_THAT(described(parsed("<stream xmlns='urn:b' xmlns:b='urn:c' b:to='x'>")),
              ElementsAre("header :stream {urn:b} {urn:b} " +
                          ns::canonical_attribute("urn:c", "to") + "=x"));
}

TEST(StreamParser, reports_elements_with_exact_ranges) {
  const std::string first = "<message><body>a</body></message>";
  const std::string second = "<iq/>";
  const auto events = parsed(opening + "\n" + first + " " + second + closing);
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(range(events[0]), "[0," + std::to_string(opening.size()) + ") ");
  const auto begin = opening.size() + 1;
  EXPECT_EQ(events[1].begin, begin);
  EXPECT_EQ(events[1].end, begin + first.size());
  EXPECT_EQ(events[2].begin, begin + first.size() + 1);
  EXPECT_EQ(events[2].end, begin + first.size() + 1 + second.size());
  EXPECT_EQ(events[3].begin, events[2].end);
  EXPECT_EQ(events[3].end, events[2].end + closing.size());
}

TEST(StreamParser, counts_the_declaration_and_a_byte_order_mark_in_ranges) {
  const std::string before = "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n";
  const auto events = parsed(before + opening + "<iq/>");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].begin, before.size());
  EXPECT_EQ(events[1].begin, before.size() + opening.size());
  EXPECT_EQ(events[1].end, before.size() + opening.size() + 5);
}

TEST(StreamParser, coalesces_text_and_keeps_white_space) {
  const auto events = parsed(opening + "<m>a&lt;<![CDATA[<b>]]>\r\nc&#x1F600;<x/> \n<y/>\t</m>");
  ASSERT_EQ(events.size(), 2U);
  const auto node = std::get<Element>(events[1].body).node();
  EXPECT_STREQ(node.first_child().value(), "a<<b>\nc\xF0\x9F\x98\x80");
  EXPECT_STREQ(node.child("x").next_sibling().value(), " \n");
  EXPECT_STREQ(node.last_child().value(), "\t");
  EXPECT_EQ(std::distance(node.begin(), node.end()), 5);
}

TEST(StreamParser, builds_canonical_names) {
  const auto events = parsed(opening +
                             "<c:message xmlns:c='jabber:component:accept' xmlns:p='urn:p' p:a='1'>"
                             "<query xmlns='http://jabber.org/protocol/disco#info' xml:lang='x'/>"
                             "<n xmlns=''/></c:message><stream:error/>");
  ASSERT_EQ(events.size(), 3U);
  const auto& element = std::get<Element>(events[1].body);
  const std::string hashed = ns::canonical_prefix("urn:p");
  EXPECT_EQ(element.name(), "message");
  EXPECT_EQ(element.attribute(hashed + ":a"), "1");
  EXPECT_EQ(element.namespace_of(hashed), "urn:p");
  EXPECT_EQ(element.namespace_of("disco"), ns::disco_info);
  EXPECT_TRUE(element.child("disco:query"));
  EXPECT_TRUE(element.child("disco:query").attribute("xml:lang"));
  EXPECT_TRUE(element.child("none:n"));
  EXPECT_EQ(std::get<Element>(events[2].body).name(), "stream:error");
}

TEST(StreamParser, keeps_an_attribute_in_the_content_namespace_apart) {
  const auto events =
      parsed(opening + "<m xmlns:p='jabber:component:accept' to='plain' p:to='qualified'/>");
  ASSERT_EQ(events.size(), 2U);
  const auto& element = std::get<Element>(events[1].body);
  EXPECT_EQ(element.attribute("to"), "plain");
  EXPECT_EQ(element.attribute("accept:to"), "qualified");
}

TEST(StreamParser, declarations_do_not_leak_from_one_element_to_the_next) {
  const auto events = parsed(opening + "<m><a xmlns='urn:a'/></m><m><b xmlns='urn:b'/></m>");
  ASSERT_EQ(events.size(), 3U);
  const auto& second = std::get<Element>(events[2].body);
  EXPECT_EQ(second.namespace_of(ns::canonical_prefix("urn:a")), "");
  EXPECT_EQ(second.namespace_of(ns::canonical_prefix("urn:b")), "urn:b");
}

TEST(StreamParser, reports_stray_text_when_markup_follows_and_goes_on) {
  EXPECT_THAT(after_header("\n foo &amp; <![CDATA[bar]]>\n"), IsEmpty());
  EXPECT_THAT(after_header("\n foo &amp; <![CDATA[bar]]>\n<iq/>x</stream:stream>"),
              ElementsAre("stray foo & bar", "element <iq/>", "stray x", "end"));
  const auto events = parsed(opening + "  foo <iq/>");
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[1].begin, opening.size() + 2);
  EXPECT_EQ(events[1].end, opening.size() + 6);
  EXPECT_THAT(after_header(" \t\r\n&#32;<iq/>"), ElementsAre("element <iq/>"));
}

TEST(StreamParser, a_header_that_closes_itself_ends_the_stream) {
  std::string header = opening;
  header.insert(header.size() - 1, "/");
  const auto events = parsed(header + "\n ");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].end, header.size());
  EXPECT_TRUE(std::holds_alternative<StreamEnd>(events[1].body));
  EXPECT_EQ(events[1].end, header.size());
}

TEST(StreamParser, only_white_space_may_follow_the_end) {
  for (const std::string tail : {"x", "<iq/>", closing.c_str(), "&amp;", "\"a", "\xEF\xBB\xBF",
                                 "<?xml version='1.0'?>", "<![CDATA[x]]>"}) {
    EXPECT_THAT(after_header(closing + "\n\t" + tail),
                ElementsAre("end", "violation not-well-formed"))
        << tail;
  }
  EXPECT_THAT(after_header(closing + " \r\n\t"), ElementsAre("end"));
}

TEST(StreamParser, tells_its_state) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  EXPECT_FALSE(parser.inside_root());
  EXPECT_FALSE(parser.between_stanzas());
  parser.feed(opening, events);
  EXPECT_TRUE(parser.inside_root());
  EXPECT_TRUE(parser.between_stanzas());
  parser.feed("<mess", events);
  EXPECT_TRUE(parser.inside_root());
  EXPECT_FALSE(parser.between_stanzas());
  parser.feed("age>", events);
  EXPECT_FALSE(parser.between_stanzas());
  parser.feed("</message> \n", events);
  EXPECT_TRUE(parser.between_stanzas());
  parser.feed("</stream:stre", events);
  EXPECT_FALSE(parser.between_stanzas());
  EXPECT_FALSE(parser.ended());
  parser.feed("am>", events);
  EXPECT_TRUE(parser.ended());
  EXPECT_FALSE(parser.inside_root());
  EXPECT_FALSE(parser.failed());
  parser.feed("x", events);
  EXPECT_TRUE(parser.failed());
  EXPECT_TRUE(parser.ended());
}

TEST(StreamParser, says_nothing_after_a_violation) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  parser.feed(opening + "<a/><b></c><d/>", events);
  parser.feed("<e/>", events);
  parser.feed(closing, events);
  EXPECT_THAT(described(events), ElementsAre(::testing::StartsWith("header"), "element <a/>",
                                             "violation not-well-formed"));
  EXPECT_TRUE(parser.failed());
  EXPECT_FALSE(parser.inside_root());
  EXPECT_FALSE(parser.between_stanzas());
}

TEST(StreamParser, can_be_moved_within_a_stream) {
  StreamParser first;
  std::vector<StreamEvent> events;
  first.feed(opening + "<mess", events);
  StreamParser second = std::move(first);
  second.feed("age/>", events);
  EXPECT_EQ(described(events).back(), "element <message/>");
}

TEST(StreamParser, resumes_inside_a_character) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  for (const std::string piece : {opening.c_str(), "<m>\xE2", "\x82", "\xAC</m>"}) {
    parser.feed(piece, events);
  }
  EXPECT_EQ(described(events).back(), "element <m>\xE2\x82\xAC</m>");
}

// The judge shows the violation before the peer has finished its markup.
TEST(StreamParser, does_not_wait_for_the_end_of_short_wrong_markup) {
  EXPECT_THAT(after_header("<message <"), ElementsAre("violation not-well-formed"));
  EXPECT_THAT(after_header("<1"), ElementsAre("violation not-well-formed"));
  EXPECT_THAT(after_header("<!--"), ElementsAre("violation restricted-xml"));
  EXPECT_THAT(after_header("<!DOCTYPE"), ElementsAre("violation restricted-xml"));
  EXPECT_THAT(described(parsed("asdf")), ElementsAre("violation not-well-formed"));
  EXPECT_THAT(described(parsed("\"")), ElementsAre("violation not-well-formed"));
}

}  // namespace
}  // namespace jcp
