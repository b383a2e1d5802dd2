#pragma once
// Whether two readings of a stream are the same, cheaply: nothing is printed.

#include <vector>

#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

// Kinds, offsets, names, attributes, text; not the sentences of violations.
bool same(const StreamEvent& a, const StreamEvent& b);
bool same(const std::vector<StreamEvent>& a, const std::vector<StreamEvent>& b);
bool same(const Element& a, const Element& b);

}  // namespace jcp::fuzz
