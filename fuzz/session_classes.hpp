#pragma once
// What the plays of sessions share: classes of what happens, for the feedback, and the writes that
// a send is cut into.

#include <string_view>

#include "fuzz/session.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

// Each less than 16; actions that say nothing are those from `acted` on.
struct Class {
  enum : unsigned {
    nothing,
    header,
    handshake,
    message,
    presence,
    iq,
    error,
    end_of_stream,
    fin,
    rst,
    other,
    acted
  };
};

unsigned class_of(const Element& element);
unsigned class_of(const StreamEvent& event);
unsigned class_of(const Action& action);

// Our component reads jabber:client like its own namespace, as servers are known to mix them up.
Element as_our_component_reads(const Element& element);

// Calls `write(piece)` for what `number` of a send (session.hpp) makes of its octets.
template <typename Write>
void pieces_of(std::string_view bytes, std::uint32_t number, Write write) {
  if (number == cut::bytewise) {
    for (std::size_t i = 0; i < bytes.size(); ++i) write(bytes.substr(i, 1));
    return;
  }
  const std::size_t first = number == cut::none ? bytes.size() : number;
  write(bytes.substr(0, first));
  if (first < bytes.size()) write(bytes.substr(first));
}

}  // namespace jcp::fuzz
