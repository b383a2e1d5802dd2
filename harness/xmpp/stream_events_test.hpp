#pragma once
// For tests: streams to feed and their events as text, one line each.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "stream_parser.hpp"
#include "wire.hpp"

namespace jcp::testing {

inline const std::string opening =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' id='3BF96D32'>";
inline const std::string closing = "</stream:stream>";

// Bytes with NUL in them: text("a\0b").
template <std::size_t size>
std::string text(const char (&literal)[size]) {
  return {literal, size - 1};
}

struct Describe {
  std::string operator()(const StreamHeader& header) const {
    std::string out = "header " + header.prefix + ":" + header.local_name + " {" +
                      header.stream_ns + "} {" + header.content_ns + "}" +
                      (header.xml_declaration ? " declared" : "");
    for (const auto& [name, value] : header.attributes) out += " " + name + "=" + value;
    return out;
  }
  std::string operator()(const Element& element) const {
    return "element " + to_wire(element, "jabber:component:accept");
  }
  std::string operator()(const StrayText& stray) const { return "stray " + stray.text; }
  std::string operator()(StreamEnd) const { return "end"; }
  std::string operator()(const Violation& violation) const {
    return "violation " + violation.condition + (violation.our_limit ? " our limit" : "");
  }
};

inline std::string range(const StreamEvent& event) {
  return "[" + std::to_string(event.begin) + "," + std::to_string(event.end) + ") ";
}

inline std::vector<std::string> described(const std::vector<StreamEvent>& events,
                                          bool with_ranges = false) {
  std::vector<std::string> lines;
  for (const auto& event : events) {
    lines.push_back((with_ranges ? range(event) : "") + std::visit(Describe(), event.body));
  }
  return lines;
}

inline std::vector<StreamEvent> parsed(std::string_view bytes, ParserLimits limits = {}) {
  StreamParser parser(limits);
  std::vector<StreamEvent> events;
  parser.feed(bytes, events);
  return events;
}

// `step` bytes at a time.
inline std::vector<StreamEvent> parsed_in_steps(std::string_view bytes, std::size_t step,
                                                ParserLimits limits = {}) {
  StreamParser parser(limits);
  std::vector<StreamEvent> events;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size()))) {
    parser.feed(bytes.substr(0, step), events);
  }
  return events;
}

// What follows the header.
inline std::vector<std::string> after_header(std::string_view bytes, ParserLimits limits = {}) {
  auto lines = described(parsed(opening + std::string(bytes), limits));
  EXPECT_FALSE(lines.empty());
  if (!lines.empty()) lines.erase(lines.begin());
  return lines;
}

}  // namespace jcp::testing
