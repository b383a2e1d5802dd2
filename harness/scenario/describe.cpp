// What came instead of what was expected, in words.

#include "session.hpp"

namespace jcp {

namespace {

constexpr std::size_t shown_characters = 300;

std::string shortened(std::string text) {
  if (text.size() <= shown_characters) return text;
  std::size_t end = shown_characters;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + " …";
}

std::string start_tag(const Element& element) {
  std::string tag = "<" + std::string(element.name());
  for (pugi::xml_attribute attribute : element.node().attributes()) {
    if (std::string_view(attribute.name()).starts_with("xmlns:")) continue;
    tag += " " + std::string(attribute.name()) + "='" + attribute.value() + "'";
  }
  return shortened(tag + (element.node().first_child() ? ">" : "/>"));
}

std::string difference_in_words(const Difference& d) {
  return d.where + ": expected " + d.expected + ", found " + d.actual;
}

// The unconsumed element most like the pattern: the last one of its name, else the first of all.
std::string nearest(const std::vector<Received>& events, const Pattern& pattern,
                    const Resolver& resolve) {
  const Element* best = nullptr;
  for (const Received& received : events) {
    const Element* element = std::get_if<Element>(&received.event.body);
    if (!element || received.consumed || is_stream_error(*element) || is_own(*element)) continue;
    const bool same_name = element->name() == pattern.element().name();
    if (!best || same_name) best = element;
  }
  if (!best) return {};
  const auto difference = pattern.differs(*best, resolve);
  return start_tag(*best) + (difference ? " (" + difference_in_words(*difference) + ")" : "");
}

}  // namespace

std::string JudgeSession::instead(const Expectation& expectation, const Resolver& resolve) const {
  using Kind = Expectation::Kind;
  std::vector<std::string> parts;
  if (expectation.kind == Kind::header && peer_header()) {
    for (const auto& [name, pattern] : expectation.header) {
      std::optional<std::string_view> actual = peer_header()->attribute(name);
      if (name == "content_ns") actual = peer_header()->content_ns;
      if (name == "stream_ns") actual = peer_header()->stream_ns;
      if (name == "prefix") actual = peer_header()->prefix;
      if (const auto d = pattern.differs(actual, "header @" + name, resolve)) {
        return difference_in_words(*d);
      }
    }
  }
  if (expectation.kind == Kind::same && last_element()) {
    const auto d = expectation.patterns[0].differs(*last_element(), resolve);
    return start_tag(*last_element()) + (d ? " (" + difference_in_words(*d) + ")" : "");
  }
  if (!expectation.patterns.empty()) {
    const std::string element = nearest(events, expectation.patterns[0], resolve);
    if (!element.empty()) parts.push_back(element);
  }
  if (const auto at = find_stream_error()) {
    const std::string condition = condition_of(std::get<Element>(events[*at].event.body));
    parts.push_back("stream error " + (condition.empty() ? "without a condition" : condition));
  }
  if (violation()) parts.push_back("ill-formed bytes: " + violation()->what);
  if (stream_end_ && !events[*stream_end_].consumed) parts.push_back("closing tag");
  if (state == State::closed) {
    parts.push_back(reset ? "reset (RST)" : "end of the connection (FIN)");
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", then ") + part;
  return text.empty() ? "nothing" : text;
}

}  // namespace jcp
