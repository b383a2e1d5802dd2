#pragma once
// What jcpspec itself achieves, measured from inside.

#include <cstddef>

#include "harness/runner/profile.hpp"
#include "harness/scenario/suite.hpp"

namespace jcp::bench {

// handshake-accepted, `count` times against a server that runs. Seconds from the first result to
// the last; throws std::runtime_error unless all pass.
double establish(const Suite& suite, const Profile& running, int count, int jobs);

struct Rate {
  std::size_t cases = 0;  // in one round
  double per_second = 0;
};
// The cases of the fast class (`ids`: only these) in process, in virtual time, in one thread, for
// at least `seconds` of its processor time.
Rate virtual_rate(const Suite& suite, const std::vector<std::string>& ids, double seconds);

struct FailureCost {
  double first_ms = 0;  // until it is red for the first time: median
  double confirmed_ms =
      0;  // the second look that is owed to it, alone and with the ceiling; 0: none
};
// A scenario of our own that no server can pass. `steps`: JSON.
FailureCost failure_cost(const Profile& running, const std::string& steps, int count);

}  // namespace jcp::bench
