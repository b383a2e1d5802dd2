#pragma once
// The byte sequences that broke XMPP servers, clients and their parsers: one wire input each.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

using SeedWriter =
    std::function<void(std::string_view target, std::string_view name, std::string_view bytes)>;

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

// For the targets that eat a document and a cut plan: differential and stream_parser.
void seeds_of_wire(const SeedWriter& write);

}  // namespace jcp::fuzz
