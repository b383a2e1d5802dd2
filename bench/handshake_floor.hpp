#pragma once
// The least that a session with a server costs: connect, header, handshake, acknowledgement, close,
// with nothing around it. Blocking sockets, no parser, nothing is judged.

#include <string>
#include <vector>

#include "harness/runner/dialogue.hpp"
#include "harness/runner/profile.hpp"

namespace jcp::bench {

enum class Closing {
  at_once,      // close() behind the acknowledgement
  by_the_book,  // closing tag, FIN, reading to the end, as every scenario does it
};

// Plays `count` sessions, a fresh connection and the next domain each, over `connections` at a
// time. Seconds; throws std::runtime_error when the server does anything but acknowledge.
double handshake_floor(const Endpoint& endpoint, const std::vector<Domain>& domains, int count,
                       int connections, Closing closing);

}  // namespace jcp::bench
