#include <charconv>

#include "divergence.hpp"

namespace jcp::fuzz {

namespace {

// Calls `seen(value, quote)` for the value of each attribute whose name begins with `name`.
template <typename Seen>
bool any_value(std::string_view octets, std::string_view name, Seen seen) {
  for (std::size_t at = octets.find(name); at != std::string_view::npos;
       at = octets.find(name, at + 1)) {
    const std::size_t begin = octets.find_first_of("'\"", at);
    if (begin == std::string_view::npos) return false;
    const std::size_t end = octets.find(octets[begin], begin + 1);
    if (end == std::string_view::npos) return false;
    if (seen(octets.substr(begin + 1, end - begin - 1), octets[begin])) return true;
  }
  return false;
}

// RFC 3986: what no URI holds as it is, and references, which stand for anything.
bool is_no_uri(std::string_view value, char) {
  for (const char c : value) {
    if (c <= ' ' || c == '\x7F' ||
        std::string_view("<>\"{}|\\^`&%[]#").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return value.find(':') != std::string_view::npos;
}

bool holds_other_quote(std::string_view value, char quote) {
  return quote == '\'' && value.find('"') != std::string_view::npos;
}

bool has_supplementary_reference(std::string_view octets) {
  for (std::size_t at = octets.find("&#"); at != std::string_view::npos;
       at = octets.find("&#", at + 1)) {
    std::string_view digits = octets.substr(at + 2, octets.find(';', at) - at - 2);
    const bool hex = digits.starts_with('x');
    if (hex) digits.remove_prefix(1);
    unsigned long value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (value > 0xFFFF) return true;
  }
  return false;
}

bool has_space_in_end_tag(std::string_view octets) {
  for (std::size_t at = octets.find("</"); at != std::string_view::npos;
       at = octets.find("</", at + 1)) {
    const std::string_view tag = octets.substr(at, octets.find('>', at) - at);
    if (tag.find_first_of(" \t\r\n") != std::string_view::npos) return true;
  }
  return false;
}

bool has_long_reference(std::string_view octets) {
  for (std::size_t at = octets.find('&'); at != std::string_view::npos;
       at = octets.find('&', at + 1)) {
    if (octets.find(';', at) - at > 9) return true;
  }
  return false;
}

// Why these octets may be refused, if they are.
std::string known_cause(std::string_view octets, std::string_view reason) {
  if (reason == "namespaces" && any_value(octets, "xmlns", is_no_uri)) {
    return "refuses-namespace-names";
  }
  if (has_supplementary_reference(octets)) return "refuses-supplementary-references";
  if (has_long_reference(octets)) return "refuses-long-references";
  if (has_space_in_end_tag(octets)) return "refuses-space-in-end-tags";
  if (any_value(octets, "=", holds_other_quote)) return "ends-values-at-the-other-quote";
  return {};
}

bool is_empty_stream(const OurReading& ours, std::size_t event) {
  const bool is_stream = ours.events[event].kind == ParserEvent::Kind::closed ||
                         ours.events[event].text.starts_with("<stream:stream\n");
  return is_stream && ours.octets[event].ends_with("/>");
}

bool follows_text(const OurReading& ours, std::size_t event) {
  const char* const begin = ours.octets[event - 1].data() + ours.octets[event - 1].size();
  const std::string_view between(begin,
                                 static_cast<std::size_t>(ours.octets[event].data() - begin));
  const std::size_t first = between.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && between[first] != '<';
}

// Whether the same parser has no objections to the beginning of the document.
bool accepted(Feed* feed, std::string_view document) {
  const auto events = events_of(feed, CutPlan(with_cuts(document, "")));
  return events.empty() || events.back().kind != ParserEvent::Kind::refused;
}

// Where the tag begins in which we found fault, or where we did. expat reads all of a tag before it
// looks at its values.
std::size_t before_violation(const OurReading& ours, std::string_view document) {
  const std::string_view before = document.substr(0, ours.violation_at);
  const std::size_t tag = before.rfind('<');
  const bool within = tag != std::string_view::npos && before.find('>', tag) == before.npos;
  return within ? tag : before.size();
}

}  // namespace

bool ends_a_stream(const OurReading& ours, std::size_t event) {
  return ours.octets[event].find("</stream:stream") != std::string_view::npos;
}

std::string cause_of_refusal(const OurReading& ours, const Refusal& refusal,
                             std::string_view document) {
  const auto [event, reason, feed] = refusal;
  if (reason == "delivers an unfinished element") return "delivers-unfinished-roots";
  if (event == 0 && document.starts_with("\xEF\xBB\xBF") &&
      !accepted(feed, document.substr(0, 3))) {
    return "refuses-byte-order-mark";
  }
  const bool waits = event == 0 && ours.root != "stream:stream";
  const std::string_view octets = ours.octets[event];
  const std::size_t end =
      waits ? before_violation(ours, document)
            : static_cast<std::size_t>(octets.data() - document.data()) + octets.size();
  if (ours.violation && accepted(feed, document.substr(0, end))) {  // it is what follows
    if (waits) return "waits-for-a-stream";
    if (ours.events[event].kind == ParserEvent::Kind::closed) return "silent-about-closing";
  }
  const std::string cause = known_cause(waits ? document : octets, reason);
  if (!cause.empty()) return cause;
  if (is_empty_stream(ours, event) || (event > 0 && is_empty_stream(ours, event - 1))) {
    return "refuses-empty-streams";
  }
  if (event > 0 && follows_text(ours, event)) return "refuses-text-between-stanzas";
  if (ends_a_stream(ours, event)) return "keeps-streams-open";
  return "refuses: " + std::string(reason);
}

}  // namespace jcp::fuzz
