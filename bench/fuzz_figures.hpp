#pragma once
// How fast fuzzing is: the parser in process, cases over the wire.

#include <string>

#include "harness/runner/profile.hpp"

namespace jcp::bench {

struct ParserRate {
  std::size_t inputs = 0;
  // Octets fed per second of processor time, all passes counted.
  double ours = 0, bare = 0;
};
// The passes of stream_parser_fuzz (whole, and as the input says it is cut) over the inputs of a
// folder, by our parser and by expat with handlers that do nothing, in turn.
ParserRate parser_rate(const std::string& folder, double seconds);

// Plays one lawful message `count` times on a stream that is used again, with the fence and every
// oracle of a campaign. Cases per second; throws std::runtime_error when that is not possible.
double case_rate(const Profile& profile, int count);

}  // namespace jcp::bench
