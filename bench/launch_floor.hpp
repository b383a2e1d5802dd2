#pragma once
// The least that a case against a component costs: a process of it is started, dials in, says its
// header and is killed. No supervisor, no parser, nothing is judged.

#include <string>

namespace jcp::bench {

// Starts `program` (it reads JCP_HOST and the like) `count` times, `at_a_time` of them together, a
// port of its own each. Seconds; throws std::runtime_error when one does not dial in within 10 s.
double launch_floor(const std::string& program, int count, int at_a_time);

}  // namespace jcp::bench
