// The words of component.dict: those of the protocol and of our files, and of XML what breaks
// parsers.

#include <array>
#include <set>
#include <string>

#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/conditions.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "scenarios/embedded.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {

namespace {

using namespace std::string_literals;

// Elements, attributes and values of stanzas and streams.
constexpr std::array vocabulary = {"stream:stream",
                                   "stream:error",
                                   "stream:features",
                                   "handshake",
                                   "message",
                                   "presence",
                                   "iq",
                                   "body",
                                   "subject",
                                   "thread",
                                   "error",
                                   "query",
                                   "ping",
                                   "echo",
                                   "text",
                                   "item",
                                   "identity",
                                   "feature",
                                   "publish",
                                   " to='",
                                   " from='",
                                   " id='",
                                   " type='",
                                   " xml:lang='en'",
                                   " version='1.0'",
                                   " xmlns='",
                                   " xmlns:stream='",
                                   " xmlns:p='",
                                   " p:to='",
                                   "get",
                                   "set",
                                   "result",
                                   "chat",
                                   "groupchat",
                                   "headline",
                                   "normal",
                                   "probe",
                                   "subscribe",
                                   "subscribed",
                                   "unavailable",
                                   "unsubscribe",
                                   "unsubscribed",
                                   "mcfly.fam",
                                   "c1.mcfly.fam",
                                   "c2.mcfly.fam",
                                   "urn:evil"};

// docs: "Regression list", by kind.
const std::array markup = {"<?xml version='1.0'?>"s,
                           "<?xml version='1.0' encoding='ISO-8859-1'?>"s,
                           "<?p x?>"s,
                           "<!DOCTYPE x [<!ENTITY l 'lol'>]>"s,
                           "<!DOCTYPE x>"s,
                           "<!ATTLIST m a CDATA ''>"s,
                           "<!ELEMENT a ((("s,
                           "<!-- x -->"s,
                           "<![CDATA["s,
                           "]]>"s,
                           "<![CDATA[--><c>&d;]]>"s,
                           "/>"s,
                           "></"s,
                           "</stream:stream>"s,
                           "<stream:stream "s,
                           "<handshake/>"s,
                           "</handshake>"s,
                           "<message/>"s,
                           "<message\n"s,
                           "<message\tto='x'>"s,
                           "&lt;"s,
                           "&gt;"s,
                           "&amp;"s,
                           "&apos;"s,
                           "&quot;"s,
                           "&#x41;"s,
                           "&#65;"s,
                           "&#xD800;"s,
                           "&#x0;"s,
                           "&#10;"s,
                           "&#xD;"s,
                           "&l;"s,
                           "='"s,
                           "=\""s,
                           " a='1' a='2'"s};
const std::array octets = {
    "\0"s,           "\xEF\xBB\xBF"s, "\xFF\xFE"s,     "\xFE\xFF"s,
    "\xFF"s,         "\xC2"s,         "\xC3"s,         "\xE2\x82"s,
    "\xE2\x82\xAC"s, "\xC0\xBC"s,     "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s,
    "\xEF\xBF\xBF"s, "\xE2\x80\xAE"s, "\xE2\x80\xA8"s, "\x01"s,
    "\x7F"s,         "\x1B[31m"s,     "\r\n"s,         "\x16\x03\x01\x00\xA5\x01"s};
// Of patterns, XPath and scenario files.
constexpr std::array in_files = {
    "${any}",      "${some}",     "${none}",    "${us}",      "${them}",
    "${sid}",      "${domain}",   "${secret}",  "${digest}",  "${digest:wrong-secret}",
    "${header}",   "${hex:00ff}", "${raw:",     "${case.",    "${pad}",
    "${n}",        "$$",          "${",         "//*[",       "local-name()=",
    "contains(.,", "count(",      "not(",       "ancestor::", "round-trip",
    "disconnect",  "silence",     "stream_end", "bytewise",   "server",
    "component",   "other"};

void take_names(const Json& json, std::set<std::string>& names) {
  if (json.is_object() && json.contains("properties")) {
    for (const auto& [name, schema] : json["properties"].items()) names.insert("\"" + name + "\":");
  }
  for (const Json& child : json) {
    if (json.is_structured()) take_names(child, names);
  }
}

std::set<std::string> words() {
  std::set<std::string> all;
  for (const char* path :
       {"scenarios/schema.json", "scenarios/always.schema.json", "reports/result.schema.json"}) {
    take_names(parse_json(find_embedded(path)->text, path), all);
  }
  for (const std::string_view uri :
       {ns::accept, ns::connect, ns::stream, ns::stream_errors, ns::stanza_errors, ns::client,
        ns::server, ns::disco_info, ns::disco_items, ns::ping, ns::version, ns::xml}) {
    all.emplace(uri);
  }
  all.insert(stream_conditions.begin(), stream_conditions.end());
  all.insert(stanza_conditions.begin(), stanza_conditions.end());
  all.insert(vocabulary.begin(), vocabulary.end());
  all.insert(markup.begin(), markup.end());
  all.insert(octets.begin(), octets.end());
  all.insert(in_files.begin(), in_files.end());
  return all;
}

std::string entry(const std::string& word) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string line = "\"";
  for (const char c : word) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20 || octet >= 0x7F || c == '"' || c == '\\') {
      line += {'\\', 'x', digits[octet >> 4U], digits[octet & 15U]};
    } else {
      line += c;
    }
  }
  return line + "\"\n";
}

}  // namespace

std::string dictionary() {
  std::string text = "# Generated by jcp_make_seeds (ci/refresh-corpus). Form: libFuzzer, AFL++.\n";
  for (const std::string& word : words()) text += entry(word);
  return text;
}

}  // namespace jcp::fuzz
