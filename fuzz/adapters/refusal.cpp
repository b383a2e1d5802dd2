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

}  // namespace

std::string cause_of_refusal(const OurReading& ours, std::size_t event, std::string_view reason,
                             std::string_view document) {
  const std::string_view octets = ours.octets[event];
  if (event == 0 && document.starts_with("\xEF\xBB\xBF")) return "refuses-byte-order-mark";
  if (reason == "namespaces" && any_value(octets, "xmlns", is_no_uri)) {
    return "refuses-namespace-names";
  }
  if (has_supplementary_reference(octets)) return "refuses-supplementary-references";
  if (has_space_in_end_tag(octets)) return "refuses-space-in-end-tags";
  if (any_value(octets, "=", holds_other_quote)) return "ends-values-at-the-other-quote";
  const bool last = event + 1 == ours.events.size();
  const bool complete = ours.events[event].kind == ParserEvent::Kind::closed;
  if (last && !complete) return "reads-whole-documents";
  return "refuses: " + std::string(reason);
}

}  // namespace jcp::fuzz
