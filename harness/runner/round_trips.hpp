#pragma once
// How fast this target answers, and what deadline follows from it.

#include <deque>

#include "harness/scenario/transcript.hpp"

namespace jcp {

// Over the last limits::round_trips_remembered round trips.
class RoundTrips {
 public:
  void add(Micros round_trip);
  Micros median() const;  // 1 ms before anything was measured
  // 20 times the 95th percentile, between limits::deadline_floor_ms and deadline_ceiling_ms.
  Micros deadline() const;

 private:
  Micros percentile(double share) const;
  std::deque<Micros> last_;
};

}  // namespace jcp
