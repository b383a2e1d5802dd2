#include "mock-server/lenient_spans.hpp"

#include <algorithm>

#include "harness/xmpp/stream_parser.hpp"
#include "mock-server/lenient_markup.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::lenient {
namespace {

constexpr std::size_t npos = std::string::npos;

}  // namespace

void remove_leading(std::string& read, std::string_view begin, std::string_view end,
                    std::string_view target_not) {
  while (read.starts_with(begin)) {
    if (!target_not.empty() && read.substr(begin.size()).starts_with(target_not)) return;
    const std::size_t stop = read.find(end, begin.size());
    if (stop == npos) return;
    read.erase(0, stop + end.size());
  }
}

// Behind the first octet.
void remove_inner(std::string& read, std::string_view begin, std::string_view end,
                  std::string_view target_not) {
  std::string rest = read.substr(1);
  remove_spans(rest, begin, end, target_not);
  read.replace(1, npos, rest);
}

bool begins_with_stanza(std::string_view read) {
  return read.starts_with("<message") || read.starts_with("<iq") || read.starts_with("<presence");
}

void skip_first_element(std::string& read) { read.erase(0, first_element(read)); }

void drop_ill_formed_name(std::string& read) {
  if (read.size() < 2 || read[0] != '<') return;
  if (std::string_view("0123456789-.: >").find(read[1]) != npos) read.clear();
}

void escape_cdata_end(std::string& read) {
  if (read.find("<![CDATA[") == npos) replace_all(read, "]]>", "]]&gt;");
}

void decode_in_cdata(std::string& read) {
  for (std::size_t at = 0; (at = read.find("<![CDATA[", at)) != npos; ++at) {
    std::string section = read.substr(at, read.find("]]>", at) - at);
    const std::size_t size = section.size();
    replace_all(section, "&lt;", "<");
    read.replace(at, size, section);
  }
}

std::vector<Element> elements_in(std::string_view bytes) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  parser.feed(
      "<stream:stream xmlns='jabber:component:accept' "
      "xmlns:stream='http://etherx.jabber.org/streams'>",
      events);
  parser.feed(bytes, events);
  std::vector<Element> elements;
  for (const StreamEvent& event : events) {
    if (const auto* element = std::get_if<Element>(&event.body)) elements.push_back(*element);
  }
  return elements;
}

std::vector<Element> stanzas_in(std::string_view bytes) {
  const std::size_t begin =
      std::min({bytes.find("<message"), bytes.find("<iq"), bytes.find("<presence")});
  if (begin == npos) return {};
  std::vector<Element> elements = elements_in(bytes.substr(begin));
  std::erase_if(elements, [](const Element& element) { return !is_stanza(element); });
  return elements;
}

std::string_view first_tag(std::string_view raw) {
  raw.remove_prefix(std::min(raw.find('<'), raw.size()));
  return raw.substr(0, raw.find('>'));
}

std::optional<Element> completed(const std::string& unfinished) {
  for (std::string_view rest : {">", "</message>", "</body></message>"}) {
    const std::vector<Element> elements = elements_in(unfinished + std::string(rest));
    if (!elements.empty()) return elements[0];
  }
  return std::nullopt;
}

}  // namespace jcp::mock::lenient
