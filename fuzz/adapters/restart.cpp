#include <algorithm>

#include "divergence.hpp"

namespace jcp::fuzz {

namespace {

using Kind = ParserEvent::Kind;
using Rest = std::span<const ParserEvent>;

bool opens_other(const OurReading& reading, const ParserEvent& opened) {
  if (reading.events.empty()) return true;
  const auto causes = causes_of_difference(reading.events[0].text, opened.text,
                                           {.octets = reading.octets[0], .before = {}});
  return reading.events[0] != opened && causes.front() == "delivers-other-content";
}

// Where the first tag after `delivered` events begins.
std::size_t next_tag(const OurReading& ours, std::size_t delivered, std::string_view document) {
  std::size_t at = 0;
  if (delivered > 0) {
    const std::string_view last = ours.octets[delivered - 1];
    at = static_cast<std::size_t>(last.data() + last.size() - document.data());
  }
  at = document.find('<', at);
  while (at < document.size() && document.substr(at).starts_with("<![CDATA[")) {
    at = document.find('<', document.find("]]>", at));
  }
  return std::min(at, document.size());
}

std::optional<Restart> at_declaration(const OurReading& ours, const ParserEvent& opened,
                                      std::string_view document) {
  if (ours.events.empty() || !opens_other(ours, opened)) return {};
  std::optional<Restart> broken;  // a header behind it that we refuse
  for (std::size_t at = document.find("<?xml", 1); at != std::string_view::npos;
       at = document.find("<?xml", at + 1)) {
    const std::size_t end = document.find("?>", at);  // what it declares is nothing to them
    if (end == std::string_view::npos) break;
    OurReading reading = our_reading(document.substr(end + 2));
    const bool refused = reading.events.empty() && reading.violation;
    if (!refused && opens_other(reading, opened)) continue;
    Restart restart{"restarts-at-declarations", end + 2, std::move(reading)};
    if (!refused) return restart;
    broken = std::move(restart);
  }
  return broken;
}

}  // namespace

std::optional<Restart> restart_of(const OurReading& ours, std::size_t delivered, Rest theirs,
                                  std::string_view document) {
  if (delivered == 0 && theirs[0].kind == Kind::opened) {
    return at_declaration(ours, theirs[0], document);
  }
  const bool ended = delivered < ours.events.size() && ours.events[delivered].kind == Kind::closed;
  if (ended || theirs.size() < 2 || theirs[0].kind != Kind::closed ||
      theirs[1].kind != Kind::opened) {
    return {};
  }
  const std::size_t begin = next_tag(ours, delivered, document);
  if (ours.violation && ours.violation_at <= begin) return {};
  OurReading reading = our_reading(document.substr(begin));
  if (reading.root != "stream:stream") return {};
  return Restart{"restarts-within-the-stream", begin, reading};
}

}  // namespace jcp::fuzz
