#include "seeds_wire.hpp"

#include <utility>

#include "cut_plan.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {

namespace {

const std::string stream_ns = "xmlns:stream='http://etherx.jabber.org/streams'";
const std::string header =
    "<stream:stream xmlns='jabber:component:accept' " + stream_ns + " to='echo.test'>";
const std::string closing = "</stream:stream>";

constexpr std::string_view bad = "not-well-formed";
constexpr std::string_view encoding = "unsupported-encoding";
constexpr std::string_view restricted = "restricted-xml";

// Text with NUL in it.
template <std::size_t size>
std::string octets(const char (&literal)[size]) {
  return {literal, size - 1};
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string utf16(std::string_view text) {
  std::string out = "\xFE\xFF";
  for (const char c : text) out += {'\0', c};
  return out;
}

std::string in_body(std::string_view text) {
  return header + "<message><body>" + std::string(text) + "</body></message>";
}

// One namespace name each, on an element of a stanza: separators of expanded names.
std::string in_namespace(std::string_view name) {
  return header + "<message><a xmlns='" + std::string(name) + "'/></message>";
}

std::string numbered(std::string_view before, std::string_view after, int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += std::string(before) + std::to_string(i) + std::string(after);
  return out;
}

using Inputs = std::vector<WireInput>;

void add_octets(Inputs& to) {
  const auto add = [&](std::string id, std::string document, std::string_view condition,
                       std::string cuts = "") {
    to.push_back({std::move(id), std::move(document), std::string(condition), std::move(cuts)});
  };
  add("U1a", header + "<a\xC2 b='1'/>", encoding);
  add("U1b", header + "<\xE2\x82 x/>", encoding);
  add("U2", in_body("\xE2") + "<iq id='s'/>", encoding);
  add("U3", header + "<message to='\xC3'><body/></message>", encoding);
  add("U4", in_body("\xC0\xBCiq/\xC0\xBE"), encoding);
  add("U5a", in_body("\xED\xA0\x80"), encoding);
  add("U5b", in_body("\xF4\x90\x80\x80"), encoding);
  add("U5c", in_body("\xEF\xBF\xBF"), bad);
  add("U6", in_body("&#xD800;"), bad);
  add("U7", in_body("\xE2\x82\xAC"), "", {static_cast<char>(header.size() + 16), 1, 1});
  add("U8a", utf16(header + "<message/>"), encoding);
  add("U8b", "\xEF\xBB\xBF" + header + "<message/>", "");
  add("U9", "<?xml version='1.0' encoding='ISO-8859-1'?>" + in_body("\xE9"), encoding);
  add("U10a", in_body(octets("a\0b")), bad);
  add("U10b",
      in_body("a\x01"
              "b"),
      bad);
  add("U11", "asdfasdf\r\n" + header, bad);
  add("U12", octets("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"), bad);
}

void add_declarations(Inputs& to) {
  const auto add = [&](std::string id, std::string document, std::string_view condition) {
    to.push_back({std::move(id), std::move(document), std::string(condition)});
  };
  std::string laughs = "<!DOCTYPE x [<!ENTITY l0 'lol'>";
  for (char level = '1'; level <= '4'; ++level) {
    const char below = static_cast<char>(level - 1);
    laughs += std::string("<!ENTITY l") + level + " '" +
              repeated(std::string("&l") + below + ";", 10) + "'>";
  }
  add("X1", laughs + "]>" + in_body("&l4;"), restricted);
  add("X2a", "<!DOCTYPE x>" + header + "<message/>", restricted);
  add("X2b", in_body("&undeclared;"), restricted);
  add("X3", "<!DOCTYPE x [<!ELEMENT a " + repeated("(", 1000), restricted);
  std::string chain = "<!DOCTYPE x [<!ENTITY e0 'x'>";
  for (int i = 1; i < 100; ++i) {
    chain += "<!ENTITY e" + std::to_string(i) + " '&e" + std::to_string(i - 1) + ";'>";
  }
  add("X4", chain + "]>" + in_body("&e99;"), restricted);
  add("X5", "<!DOCTYPE x [" + numbered("<!ENTITY % e", " ''>", 100) + "]>" + header, restricted);
  add("X6", "<!DOCTYPE m [<!ATTLIST m" + numbered(" a", " CDATA ''", 200) + ">]>" + header,
      restricted);
  add("X16", header + "<message/><?xml version='1.0'?>" + header + "<message/>", bad);
  add("X21a", header + "<!-- x --><message/>", restricted);
  add("X21b", header + "<?p x?><message/>", restricted);
  add("X21c", in_body("<!-- x -->"), restricted);
}

void add_structure(Inputs& to) {
  const auto add = [&](std::string id, std::string document, std::string_view condition,
                       std::string cuts = "") {
    to.push_back({std::move(id), std::move(document), std::string(condition), std::move(cuts)});
  };
  add("X7", header + "<message" + numbered(" a", "=''", 300) + "/>", "");
  add("X8", header + "<message to='" + std::string(3000, 'a') + "'/>", "", "@");
  for (const auto& [name, separator] : std::vector<std::pair<std::string, std::string>>{
           {"lf", "&#10;"}, {"bar", "|"}, {"colon", ":"}, {"brace", "}"}, {"blank", " "}}) {
    add("X9-" + name, in_namespace("urn:x" + separator + "body"), "");
  }
  add("X9-us", in_namespace("urn:x&#x1F;body"), bad);
  add("X9-ff",
      in_namespace("urn:x\xFF"
                   "body"),
      encoding);
  add("X10", in_namespace("http://x/?a:b"), "");
  add("X11a", in_body("<![CDATA[--><c>&d;]]>"), "");
  add("X11b", header + "<presence>foobar", "");
  add("X11c", in_body("&#x41;&#66;&lt;"), "");
  add("X12a", in_body("<"), bad);
  add("X12b", in_body("a&b"), bad);
  add("X13", header + "<message to='a@x' to='b@x'/>", bad);
  add("X14", header + "<m xmlns:p='u' xmlns:q='u' p:to='a' q:to='b'/>", bad);
  add("X15a", header + "<message\n/><message\tto='x'/>", "");
  add("X15b", header + "<message/>", "", {static_cast<char>(header.size() + 9), 1});
  add("X17", header + "<message><body><a></b><c/></body></message><iq/>", bad);
  add("X18a", in_body("x</bodyy>") + "<iq/>", bad);
  add("X18b", header + "<message/></message><iq/>", bad);
  add("X19", header.substr(0, header.size() - 9), "", "\x01");
  add("X20", header + "<message to='a'><body>x</body></message><iq", "", "\x01");
  add("X22", header + "<message><body><a b=c/></body></message>", bad);
}

// What parsers are known to see differently (adapters/policy.cpp), beyond the above.
void add_differences(Inputs& to) {
  const auto add = [&](std::string id, std::string document, std::string_view condition) {
    to.push_back({std::move(id), std::move(document), std::string(condition)});
  };
  add("D1-quote", header + "<message id='a\"b'/>", "");
  add("D2-end-tag", header + "<message></message ><iq/>", "");
  add("D3-beyond-ffff", in_body("&#x1F600;"), "");
  add("D4-line-ends", in_body("a\r\nb\rc"), "");
  add("D5-value", header + "<message id='a\tb\nc'/>", "");
  add("D6-mixed", in_body("a<b>x</b>c"), "");
  add("D7-attributes", header + "<message xmlns:p='urn:x' p:to='a' to='b'/>", "");
  add("D8-lang", header + "<message xml:lang='de'/>", "");
  add("D9-closed", header + "<message/></stream:stream>", "");
  add("D10-after", header + closing + "<message/>", bad);
  add("D11-unbound", header + "<p:message/>", "bad-namespace-prefix");
  add("D12-unbound-attribute", header + "<message p:to='a'/>", "bad-namespace-prefix");
  add("D13-undeclared-prefix", header + "<message xmlns:p=''/>", bad);
  add("D14-reserved", header + "<message xmlns:xmlns='urn:x'/>", bad);
  add("D15-less-than", header + "<message id='a<b'/>", bad);
  add("D16-brackets", in_body("a]]>b"), bad);
  add("D17-name", header + "<1message/>", bad);
  add("D18-slash", header + "<message / >", bad);
  add("D19-no-space", header + "<message id='a'to='b'/>", bad);
  add("D20-other-root", "<a xmlns='urn:x'><b/><c/>", "");
  add("D21-version", "<?xml version='1.7'?>" + header + "<message/>", bad);
  add("D22-blank", header + "<message> <body>  </body> </message>", "");
  add("D23-amp-value", header + "<message id='a&b'/>", bad);
  add("D24-end-attribute", header + "<message></message a='b'>", bad);
  add("D25-xml-prefix", header + "<message xmlns:xml='urn:x'/>", bad);
  add("D26-end-prefix", header + "<message></x:message>", bad);
  add("D27-sign", in_body("&#+65;"), bad);
  add("D28-long-reference", in_body("&#x00000041;"), "");
  add("D29-inherited", header + "<iq><a xmlns='urn:x'><b/></a></iq>", "");
  add("D30-stream-prefix",
      header.substr(0, header.size() - 1) + " xmlns:p='urn:x'><p:a/><b><p:c/></b>", "");
  add("D31-stream", header + header + "<iq/>" + closing + "<message/>", "");
  add("D32-empty-stream", header.substr(0, header.size() - 1) + "/>", "");
  add("D33-text-first", header + "text<message/><iq/>", "");
  add("D34-text-between", header + "<iq/> text<message>own<body>x</body></message>", "");
  add("D35-control-in-tag", "<stream\x05" + header.substr(1), bad);
  add("D36-roots", "<a/><b><c/></b>", bad);
  add("D37-roots-open", "<a><c/></a><b", bad);
  add("D38-colons", header + "<message xmlns:a:b='urn:x'/>", bad);
  add("D39-declarations", "<?xml version='1.0'?> <?xml version='1.0'?>" + header + "<a/>", bad);
  add("D40-prefix-stream", header + "<stream:a xmlns:stream='urn:x'/>", "");
  add("D41-name", header + "<message a\xEF\xBB\xBF=''/>", "policy-violation");  // our limit
  add("D42-namespace", header + "<message><a xmlns='urn:x\t'/></message>", "");
  add("D43-declaration", "<a>\x01<?xml version='1.0'?>" + header + "<message/>", bad);
  add("D45-cdata", in_body("<![CDATA[\xC0\xBC]]>"), encoding);
  add("D46-cdata-line-ends", in_body("<![CDATA[a\r\nb]]>"), "");
  add("D47-stream-end", header + "<stream:stream xmlns:stream='urn:x'></stream:stream><message/>",
      "");
  add("D44-stream-error", header + "<stream:error " + stream_ns + "><stream/></stream:error>", "");
}

}  // namespace

std::vector<WireInput> wire_inputs() {
  Inputs inputs;
  add_octets(inputs);
  add_declarations(inputs);
  add_structure(inputs);
  add_differences(inputs);
  return inputs;
}

std::string input_of(const WireInput& wire) { return with_cuts(wire.document, wire.cuts); }

void seeds_of_wire(const SeedWriter& write) {
  for (const WireInput& wire : wire_inputs()) {
    for (const std::string_view target : {"differential", "stream_parser"}) {
      write(target, wire.id, input_of(wire));
    }
  }
}

}  // namespace jcp::fuzz
