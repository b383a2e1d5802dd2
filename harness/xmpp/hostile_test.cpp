// Streams that must not be believed: the list of fuzzing.md 3a and 3b (ids in the table), the
// bounds, and what is dear to parse. Each row says what follows the header, each is fed whole and
// byte by byte.

#include <gmock/gmock.h>

#include "namespaces.hpp"
#include "stream_events_test.hpp"

namespace jcp {
namespace {

using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::StartsWith;
using namespace jcp::testing;

struct Hostile {
  const char* id;
  std::string bytes;  // after `opening`, unless the id ends in '^': instead of it
  std::vector<std::string> events;
};

const std::string refused = "violation not-well-formed";
const std::string restricted = "violation restricted-xml";
const std::string encoding = "violation unsupported-encoding";
const std::string limited = "violation policy-violation our limit";

std::string laughs() {
  std::string dtd = "<!DOCTYPE x [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 10; ++i) {
    const std::string deeper = "&l" + std::to_string(i - 1) + ";";
    dtd += "<!ENTITY l" + std::to_string(i) + " '";
    for (int n = 0; n < 10; ++n) dtd += deeper;
    dtd += "'>";
  }
  return dtd + "]>" + opening + "<message><body>&l9;</body></message>";
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string out;
  for (char c : ascii) out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

const std::vector<Hostile> hostile_bytes = {
    {"U1", "<a\xC2 b='1'/>", {encoding}},
    {"U1", "<\xE2\x82 x/>", {encoding}},
    {"U2", "<message><body>\xE2</body></message><iq id='s'/>", {encoding}},
    {"U3", "<message to='\xC3'><body/></message>", {encoding}},
    {"U4", "<body>\xC0\xBCiq/\xC0\xBE</body>", {encoding}},
    {"U5", "<body>\xED\xA0\x80</body>", {encoding}},
    {"U5", "<body>\xF4\x90\x80\x80</body>", {encoding}},
    {"U5", "<body>\xEF\xBF\xBF</body>", {refused}},
    {"U6", "<body>&#xD800;</body>", {refused}},
    {"U8^", "\xFE\xFF" + utf16(opening, true), {encoding}},
    {"U8^", "\xFF\xFE" + utf16(opening, false), {encoding}},
    {"U8^", utf16(opening, true), {encoding}},
    {"U8^", utf16(opening, false), {encoding}},
    {"U8^", utf16("\n" + opening, true), {encoding}},
    {"U8^", utf16("\n" + opening, false), {encoding}},
    {"U9^", "<?xml version='1.0' encoding='ISO-8859-1'?>" + opening, {encoding}},
    {"U9^", "<?xml version='1.0' encoding='UTF-16'?>" + opening, {encoding}},
    {"U9^", "<?xml version='1.0' encoding='US-ASCII'?>" + opening, {encoding}},
    {"U10", text("<m>a\0b</m>"), {refused}},
    {"U10", text("<m a='\0'/>"), {refused}},
    {"U10", text("\0<m/>"), {refused}},
    {"U11^", "asdfasdf\r\n" + opening, {refused}},
    {"U12^", text("\x16\x03\x01\x02\0\x01\0\x01\xFC\x03\x03"), {refused}},
    {"names", "<m\xC3\xA9/>", {"element <m\xC3\xA9/>"}},
    {"names", "<a\xEF\xBB\xBF/>", {limited}},
    {"names", "<m \xF0\x9F\x98\x80=''/>", {limited}},
    {"names", "<m></m\xE2\x81\xB0>", {limited}},
    {"names", "<m a=\xEF\xBB\xBF/>", {refused}},
    {"names", "<m a\xE2\x80\x8B=''/>", {refused}},
    {"bom", "\xEF\xBB\xBF<m/>", {"stray \xEF\xBB\xBF", "element <m/>"}},
    {"bom^", "\xEF\xBB" + opening, {encoding}},
    {"bom^", "\xEFx" + opening, {refused}},
    {"bom^", "\xEF\xBB\xBF\xEF\xBB\xBF" + opening, {refused}},
};

const std::vector<Hostile> hostile_structure = {
    {"X1^", laughs(), {restricted}},
    {"X2^", "<!DOCTYPE x>" + opening, {restricted}},
    {"X2^", "<!DOCTYPE x SYSTEM \"a>b\">" + opening, {restricted}},
    {"X2^", "<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a 'b'>]>" + opening, {restricted}},
    {"X2", "<m/><!DOCTYPE x><m/>", {"element <m/>", restricted}},
    {"X2", "<m><!DOCTYPE x></m>", {restricted}},
    {"X2", "<m>&a;</m>", {restricted}},
    {"X2", "<m a='&a;'/>", {restricted}},
    {"X2", "<m>&lt;&gt;&amp;&quot;&apos;</m>", {"element <m>&lt;&gt;&amp;\"'</m>"}},
    {"X9", "<a xmlns='urn:x&#1;body'/>", {refused}},
    {"X9",
     "<a xmlns='urn:x\x01"
     "body'/>",
     {refused}},
    {"X9", "<a xmlns='urn:x&#x1F;body'/>", {refused}},
    {"X9",
     "<a xmlns='urn:x\xFF"
     "body'/>",
     {encoding}},
    {"X9", "<a xmlns='urn:x&#10;body'/>", {"element <a xmlns='urn:x&#xA;body'/>"}},
    {"X9", "<a xmlns='urn:x|b }:c'/>", {"element <a xmlns='urn:x|b }:c'/>"}},
    {"X10", "<a xmlns='http://x/?a:b'/>", {"element <a xmlns='http://x/?a:b'/>"}},
    {"X11", "<b><![CDATA[--><c>&d;]]></b>", {"element <b>--&gt;&lt;c&gt;&amp;d;</b>"}},
    {"X11", "<b>&#x41;</b>", {"element <b>A</b>"}},
    {"X11", "<b><![CDATA[a]]]]>]</b>", {"element <b>a]]]</b>"}},
    {"X12", "<body><</body>", {refused}},
    {"X12", "<body>a&b</body>", {refused}},
    {"X12", "<body>a]]>b</body>", {refused}},
    {"X12", "a]]>b<m/>", {refused}},
    {"X13", "<message to='a@x' to='b@x'/>", {refused}},
    {"X14", "<m xmlns:p='u' xmlns:q='u' p:to='a' q:to='b'/>", {refused}},
    {"X15", "<message\n/>", {"element <message/>"}},
    {"X15", "<message\tto='x'></message\n>", {"element <message to='x'/>"}},
    {"X16", "<m/><?xml version='1.0'?>" + opening, {"element <m/>", refused}},
    {"X16^", "\n<?xml version='1.0'?>" + opening, {refused}},
    {"X16^", "<?xml version='1.0'?><?xml version='1.0'?>" + opening, {refused}},
    {"X16^", "<?xml version='1.1'?>" + opening, {refused}},
    {"X16^", "<?xml version='2.0'?>" + opening, {refused}},
    {"X17", "<m><a><b></a></b><x/></m><n/>", {refused}},
    {"X18", "<message><body>x</bodyy></message>", {refused}},
    {"X18", "<message/></message><iq/>", {"element <message/>", refused}},
    {"X21", "<!-- x --><m/>", {restricted}},
    {"X21", "<m><!-- x --></m>", {restricted}},
    {"X21^", "<!-- x -->" + opening, {restricted}},
    {"X21", "<?p x?><m/>", {restricted}},
    {"X21^", "<?xml-stylesheet x?>" + opening, {restricted}},
    {"X21", closing + "<!-- x -->", {"end", restricted}},
    {"X21", closing + "<?p x?>", {"end", restricted}},
    {"X22", "<m><a><b x='1' x='2'/></a></m>", {refused}},
    {"S17", "<c:m/>", {"violation bad-namespace-prefix"}},
    {"S17", "<m c:a='1'/>", {"violation bad-namespace-prefix"}},
    {"S17", "<m xmlns:c=''/>", {refused}},
    {"S17", "<m xmlns:xml='urn:a'/>", {refused}},
    {"S17", "<m xmlns:c='http://www.w3.org/2000/xmlns/'/>", {refused}},
    {"S17", "<a:b:c/>", {refused}},
    {"S18", closing + closing, {"end", refused}},
    {"S18", closing + opening, {"end", refused}},
    {"-", "stray<m a='1' a='2'/>", {refused}},
    {"-", "<![IGNORE[x]]>", {refused}},
    {"-", "<!ELEMENT a ANY>", {refused}},
    {"-^", "<![CDATA[x]]>" + opening, {refused}},
    {"-^", "&amp;" + opening, {refused}},
};

void expect_events(const Hostile& hostile) {
  SCOPED_TRACE(std::string(hostile.id) + ": " + hostile.bytes.substr(0, 80));
  const bool instead = std::string(hostile.id).ends_with('^');
  const std::string bytes = instead ? hostile.bytes : opening + hostile.bytes;
  auto whole = described(parsed(bytes), true);
  EXPECT_EQ(described(parsed_in_steps(bytes, 1), true), whole);
  auto events = described(parsed(bytes));
  if (!instead && !events.empty()) events.erase(events.begin());
  EXPECT_EQ(events, hostile.events);
}

TEST(Hostile, bytes) {
  for (const auto& row : hostile_bytes) expect_events(row);
}

TEST(Hostile, structure) {
  for (const auto& row : hostile_structure) expect_events(row);
}

// U7, U12, X19: no cut crashes or leaks.
TEST(Hostile, a_stream_may_stop_anywhere) {
  const std::string stream = "<?xml version='1.0'?>" + opening + "<m a='\xE2\x82\xAC'>&amp;x</m>";
  for (std::size_t size = 0; size <= stream.size(); ++size) {
    for (const auto& line : described(parsed(stream.substr(0, size)))) {
      EXPECT_THAT(line, Not(StartsWith("violation"))) << size;
    }
  }
}

TEST(Hostile, long_markup_is_bounded_however_it_comes) {
  // X8 and the quadratic scans of expat: any unfinished markup.
  for (const std::string begin :
       {"<message to='", "<", "</", "<m a='>>>' b='", "<?", "<?p ", "&", "<m>&", "<m ", "<m a"}) {
    const std::string bytes = opening + begin + std::string(300'000, 'a');
    const auto whole = described(parsed(bytes), true);
    EXPECT_THAT(whole.back(), ::testing::HasSubstr(limited)) << begin;
    EXPECT_EQ(described(parsed_in_steps(bytes, 1), true), whole) << begin;
    EXPECT_EQ(described(parsed_in_steps(bytes, 64), true), whole) << begin;
  }
}

TEST(Hostile, attributes_full_of_angle_brackets_are_not_scanned_anew) {
  const std::string bytes = opening + "<m to='" + std::string(60'000, '>') + "'/>";
  EXPECT_EQ(described(parsed_in_steps(bytes, 1)).back().substr(0, 13), "element <m to");
}

TEST(Hostile, markup_up_to_the_bound_is_read) {
  const std::string begin = "<m to='", end = "'/>";
  const std::size_t room = limits::token_bytes - begin.size() - end.size();
  const auto fits = begin + std::string(room, 'a') + end;
  const auto exceeds = begin + std::string(room + 1, 'a') + end;
  EXPECT_THAT(after_header(fits + "<iq/>").back(), "element <iq/>");
  EXPECT_THAT(after_header(exceeds + "<iq/>"), ElementsAre(limited));
}

TEST(Hostile, an_element_is_bounded) {
  ParserLimits limits;
  limits.element_bytes = 40;
  const std::string fits = "<m>" + std::string(40 - 7, 'a') + "</m>";
  const std::string exceeds = "<m>" + std::string(41 - 7, 'a') + "</m>";
  EXPECT_THAT(after_header(fits + fits, limits), ElementsAre("element " + fits, "element " + fits));
  EXPECT_THAT(after_header(exceeds, limits), ElementsAre(limited));
  EXPECT_THAT(after_header("<m>" + std::string(100, 'a'), limits), ElementsAre(limited));
  EXPECT_THAT(after_header("<m>" + std::string(100, 'a') + "]]>", limits), ElementsAre(limited));
  EXPECT_THAT(after_header("stray " + std::string(100, 'a'), limits), ElementsAre(limited));
  EXPECT_THAT(after_header("<m><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/>", limits),
              ElementsAre(limited));
  EXPECT_THAT(after_header(std::string(10'000, ' ') + fits, limits),
              ElementsAre("element " + fits));
}

TEST(Hostile, endless_text_is_refused) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  parser.feed(opening + "<m>", events);
  for (int i = 0; i < 4000 && !parser.failed(); ++i) parser.feed(std::string(1024, 'a'), events);
  EXPECT_EQ(described(events).back(), limited);
}

TEST(Hostile, depth_is_bounded) {
  const auto nested = [](std::size_t depth) {
    std::string out;
    for (std::size_t i = 0; i < depth; ++i) out += "<a>";
    for (std::size_t i = 0; i < depth; ++i) out += "</a>";
    return out;
  };
  EXPECT_THAT(after_header(nested(limits::element_depth)),
              ElementsAre(StartsWith("element <a><a>")));
  EXPECT_THAT(after_header(nested(limits::element_depth + 1)), ElementsAre(limited));
  ParserLimits flat;
  flat.element_depth = 1;
  EXPECT_THAT(after_header("<a/><b/><c><d/></c>", flat),
              ElementsAre("element <a/>", "element <b/>", limited));
}

TEST(Hostile, attributes_are_bounded) {
  const auto many = [](std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      out += ' ';
      for (std::size_t n = i + 1; n != 0; n /= 26) out += static_cast<char>('a' + n % 26);
      out += "=''";
    }
    return out;
  };
  const std::string fits = many(limits::element_attributes);
  const std::string exceeds = many(limits::element_attributes + 1);
  ParserLimits limits;
  limits.token_bytes = 200'000;
  EXPECT_THAT(after_header("<m" + fits + "/>", limits), ElementsAre(StartsWith("element <m ")));
  EXPECT_THAT(after_header("<m" + exceeds + "/>", limits), ElementsAre(limited));
  EXPECT_THAT(described(parsed("<m" + exceeds + ">", limits)), ElementsAre(limited));
}

// A long name would be copied for each of the thousands of names in it.
TEST(Hostile, namespace_names_are_bounded) {
  const std::string fits(limits::namespace_bytes, 'u');
  EXPECT_THAT(after_header("<m xmlns='" + fits + "'/>"), ElementsAre(StartsWith("element")));
  EXPECT_THAT(after_header("<m xmlns='" + fits + "u'/>"), ElementsAre(limited));
  EXPECT_THAT(after_header("<m xmlns:p='" + fits + "u'/>"), ElementsAre(limited));
  EXPECT_THAT(described(parsed("<m xmlns='" + fits + "u'>")), ElementsAre(limited));
}

TEST(Hostile, no_limit_is_too_small) {
  ParserLimits none;
  none.element_bytes = none.element_depth = none.token_bytes = 0;
  EXPECT_THAT(described(parsed(opening, none)), ElementsAre(limited));
  none.token_bytes = limits::token_bytes;
  EXPECT_THAT(after_header("<a/>", none), ElementsAre(limited));
  EXPECT_THAT(after_header("a<a/>", none), ElementsAre(limited));
}

}  // namespace
}  // namespace jcp
