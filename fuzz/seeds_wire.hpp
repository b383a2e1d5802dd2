#pragma once
// The byte sequences that broke XMPP servers, clients and their parsers: one wire input each.

#include <string>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

struct WireInput {
  std::string id;         // U: octets and encodings, X: XML, D: where parsers differ
  std::string document;   // from the first octet of the stream on
  std::string condition;  // our parser's violation (RFC 6120 4.9.3); "": lawful or unfinished
  std::string cuts = {};  // lengths of pieces, as in CutPlan
};

// Scaled to some KiB where what broke was size.
std::vector<WireInput> wire_inputs();

// With its cut plan.
std::string input_of(const WireInput& wire);

}  // namespace jcp::fuzz
