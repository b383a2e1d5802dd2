// Events do not depend on how the bytes are cut: many streams, lawful and not, fed whole, byte by
// byte, in two pieces cut at every place, and in random pieces. Ranges are compared too.

#include <gmock/gmock.h>

#include <random>

#include "stream_events_test.hpp"

namespace jcp {
namespace {

using namespace jcp::testing;

std::vector<std::string> streams() {
  std::vector<std::string> all;
  for (const std::string body :
       {"",
        "<m/>",
        "<m><b>x</b></m>\n<iq type='get'><q xmlns='urn:q' p:a='1' xmlns:p='urn:p'/></iq>",
        "a<m/>b&amp;c<![CDATA[d]]>e]]<m/> f",
        "<m>\r\n\r\t<![CDATA[]]]]><![CDATA[>]]>&#13;</m>",
        "<m>\xE2\x82\xAC\xF0\x9F\x98\x80</m>\xC3\xA9<m a='\xC3\xA9'/>",
        "text ]]> text<m/>",
        "<m>text ]]> text</m>",
        "<m>]]</m><m>]]]></m>",
        "x\xE2\x82<m/>",
        "<m>x\xE2\x82</m>",
        "<m>\xFF</m>",
        "<m a='\xE2(' b='x'/>",
        "<m/><!-- c -->",
        "<m><!- c --></m>",
        "<!DOCTYP",
        "<!DOCTYPF x>",
        "<!DOCTYPE x [",
        "<![CDATA[a]]><![CDAT[b]]>",
        "<?pi x?><m/>",
        "<m><?pi ? ?></m>",
        "<?xml version='1.0'?>",
        "&unknown;",
        "&#x110000;",
        "&#0;",
        "&;",
        "& ",
        "<m a='&x;'/>",
        "<m a='<'/>",
        "<m a=1/>",
        "<m a='1'b='2'/>",
        "<m a='1' a='2'/>",
        "<p:m/>",
        "<m/ >",
        "< m/>",
        "</ m>",
        "<m></n>",
        "<m/></m>",
        "<m xmlns:p=''/>",
        "<m><n></m></n>",
        "<>",
        "<m <n/>",
        "stray<m <n/>",
        "stray<",
        "stray&",
        "<m a=\"'>\" b='\">'/>"}) {
    all.push_back(opening + body + closing);
    all.push_back("<?xml version='1.0'?>\n" + opening + body + closing + "\r\n");
  }
  for (const std::string tail :
       {" ", "x", "\"literal\"", "<!-- -->", "<m/>", "<?p?>", "&a;", "\xEF"}) {
    all.push_back(opening + closing + tail);
  }
  for (const std::string stream : {"<a/>",
                                   "<a",
                                   "",
                                   " ",
                                   "x",
                                   "\xEF\xBB\xBF<a>",
                                   "\xEF\xBB<a>",
                                   "\xEF\xBB\xBFx",
                                   "\xEF",
                                   " \xBB<a>",
                                   "\xFE\xFF",
                                   "x\xFF",
                                   "name name",
                                   "'literal'",
                                   "<?xml version='1.1'?><a>",
                                   "<?xml?><a>",
                                   "<?xml version='1.0' encoding='latin1'?><a>",
                                   "<?xml version='1.0' standalone='yes'?><a>b",
                                   "<?xmlx?><a>",
                                   "<?xm",
                                   "<!ENTITY x 'y'><a>",
                                   "<a xmlns='x' xmlns='y'>",
                                   "\n\n<a></b>",
                                   "<a><b>\n<a/></b></a>\n\n<c/>",
                                   "]]><a>",
                                   "<a>]]>",
                                   "<a>]]&gt;</a>"}) {
    all.push_back(stream);
  }
  for (const auto& stream : {text("<\0a\0>\0"), text("\0<\0a\0>"), text("a\0"), text("<a\0>"),
                             text("\n\0<\0"), text("<a>\0</a>")}) {
    all.push_back(stream);
  }
  return all;
}

std::vector<std::string> cut_at(const std::string& stream, std::size_t place, ParserLimits limits) {
  StreamParser parser(limits);
  std::vector<StreamEvent> events;
  parser.feed(std::string_view(stream).substr(0, place), events);
  parser.feed(std::string_view(stream).substr(place), events);
  return described(events, true);
}

void expect_cuts_do_not_matter(const std::string& stream, ParserLimits limits = {}) {
  SCOPED_TRACE(stream.substr(0, 300));
  const auto whole = described(parsed(stream, limits), true);
  for (const std::size_t step : {1, 2, 3, 5, 7}) {
    EXPECT_EQ(described(parsed_in_steps(stream, step, limits), true), whole) << step;
  }
  for (std::size_t place = 0; place <= stream.size(); ++place) {
    ASSERT_EQ(cut_at(stream, place, limits), whole) << place;
  }
}

TEST(Cuts, do_not_change_events) {
  for (const auto& stream : streams()) expect_cuts_do_not_matter(stream);
}

// Also when a bound is met somewhere: every bound from very small to large enough.
TEST(Cuts, do_not_change_events_at_the_bounds) {
  const std::string stream = opening + "ab]]<m a='b'>cd&lt;\xE2\x82\xAC<n/>ef</m> g <m/>hi";
  for (std::size_t bytes = 0; bytes < 60; ++bytes) {
    ParserLimits small;
    small.element_bytes = bytes;
    expect_cuts_do_not_matter(stream, small);
    expect_cuts_do_not_matter(opening + "<m>12345]]>" + closing, small);
    expect_cuts_do_not_matter(opening + "<m>1]>2]]]3]]]]>" + closing, small);
    small = {};
    small.token_bytes = bytes;
    expect_cuts_do_not_matter("<a>\n<bcd e='f'/><!DOCTYPF &#65;></a>", small);
    expect_cuts_do_not_matter("<a>text&#00065;text<!-- --></a>", small);
    small = {};
    small.element_depth = bytes;
    if (bytes < 4) expect_cuts_do_not_matter("<a><b/><b><c><d/></c></b></a>", small);
  }
}

// Around hold_back_bytes expat sees markup in two pieces.
TEST(Cuts, do_not_change_events_of_long_markup) {
  for (const std::string tail :
       {"'/><n/>", "' b='1' b='2'/>", "' <n/>", "\xFF'/>", "<", "&x;'/>"}) {
    for (const std::size_t size : {limits::hold_back_bytes - 20, 2 * limits::hold_back_bytes}) {
      const std::string stream = opening + "<m a='" + std::string(size, 'x') + tail;
      const auto whole = described(parsed(stream), true);
      for (const std::size_t step : {1, 1000, 4096}) {
        EXPECT_EQ(described(parsed_in_steps(stream, step), true), whole) << tail << step;
      }
    }
  }
}

// A lead octet where no character may stand, cut behind it: what it is said to be must wait.
TEST(Cuts, do_not_change_what_is_wrong_with_half_a_character) {
  for (const std::string tail :
       {"<m a='1'\xCE b='2'/>", "<m a='1'\xCE\xB1/>", "<m>\xE2</m>", "<m>\xE2\x82</m>",
        "<m>\xE2<!-- -->", "\xF0\x9F\x98<m/>", "<\xC3(/>", "<m a=\xF2\xF2\xF2>"}) {
    const std::string stream = opening + tail;
    const auto whole = described(parsed(stream), true);
    for (std::size_t step = 1; step < stream.size(); ++step) {
      EXPECT_EQ(described(parsed_in_steps(stream, step), true), whole) << tail << step;
    }
  }
}

// Pieces of the dictionary of XML in any order: mostly nonsense, cut at random.
TEST(Cuts, do_not_change_events_of_nonsense) {
  std::mt19937 random(114);
  const std::vector<std::string> words = {"<m",
                                          "<m>",
                                          "</m>",
                                          "/>",
                                          ">",
                                          "<",
                                          " a='1'",
                                          "'",
                                          "\"",
                                          "&lt;",
                                          "&#65;",
                                          "&x;",
                                          "&",
                                          ";",
                                          "<!--",
                                          "--",
                                          "-->",
                                          "<![CDATA[",
                                          "]]>",
                                          "]",
                                          "<?p",
                                          "?>",
                                          "<?xml version='1.0'?>",
                                          "<!DOCTYPE",
                                          "[",
                                          "text",
                                          " ",
                                          "\r\n",
                                          "\xE2\x82\xAC",
                                          "\xE2",
                                          "\x82",
                                          "\xFF",
                                          "xmlns='urn:a'",
                                          "xmlns:p='urn:p'",
                                          "<p:m/>",
                                          "\xEF\xBB\xBF",
                                          "<m/>",
                                          "<m a='b'>",
                                          closing,
                                          text("\0")};
  for (int round = 0; round < 3000; ++round) {
    std::string stream = round % 4 == 0 ? "" : opening;
    for (auto left = random() % 12; left > 0; --left) stream += words[random() % words.size()];
    const auto whole = described(parsed(stream), true);
    ASSERT_EQ(described(parsed_in_steps(stream, 1), true), whole) << stream;
    ASSERT_EQ(cut_at(stream, random() % (stream.size() + 1), {}), whole) << stream;
  }
}

}  // namespace
}  // namespace jcp
