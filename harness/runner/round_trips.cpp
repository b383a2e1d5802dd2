#include "round_trips.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/xmpp/limits.hpp"

namespace jcp {

void RoundTrips::add(Micros round_trip) {
  last_.push_back(round_trip);
  if (last_.size() > static_cast<std::size_t>(limits::round_trips_remembered)) last_.pop_front();
}

Micros RoundTrips::percentile(double share) const {
  if (last_.empty()) return 1'000;
  std::vector<Micros> sorted(last_.begin(), last_.end());
  std::ranges::sort(sorted);
  // Nearest rank: of few round trips the slowest counts.
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

Micros RoundTrips::median() const { return percentile(0.5); }

Micros RoundTrips::deadline() const {
  return std::clamp<Micros>(20 * percentile(0.95), limits::deadline_floor_ms * 1'000,
                            limits::deadline_ceiling_ms * 1'000);
}

}  // namespace jcp
