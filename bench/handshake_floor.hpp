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

// Asks the server's own domain `count` times on one stream, each time when the answer has come.
// Seconds, the handshake left out; throws as above.
double question_floor(const Endpoint& endpoint, const Domain& domain, const std::string& host,
                      int count);

}  // namespace jcp::bench
