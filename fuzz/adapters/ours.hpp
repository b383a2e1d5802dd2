#pragma once
// Our own parser as an adapter, and with the places of its events: what others are compared with.

#include <optional>
#include <string>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"
#include "parser_adapter.hpp"

namespace jcp::fuzz {

struct OurReading {
  std::vector<ParserEvent> events;       // what was delivered; the violation is not among them
  std::vector<std::string_view> octets;  // of each event, in the document
  std::string root;                      // canonical name of the root, once it is open
  std::optional<Violation> violation;
  std::size_t violation_at = 0;  // offset in the document
};

OurReading our_reading(const CutPlan& input);
OurReading our_reading(std::string_view document);  // in one piece

Feed feed_ours;

}  // namespace jcp::fuzz
