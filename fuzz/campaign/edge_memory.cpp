#include "edge_memory.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace jcp::fuzz {

namespace {

constexpr std::array<std::uint8_t, 7> at_most = {1, 2, 3, 7, 15, 31, 127};

EdgeMemory::Hit hit_of(std::size_t edge, std::uint8_t times) {
  const auto how_often = std::ranges::lower_bound(at_most, times) - at_most.begin();
  return static_cast<EdgeMemory::Hit>(8 * edge + how_often);
}

}  // namespace

bool EdgeMemory::is_new(Hit hit) {
  std::uint8_t& seen = seen_[hit / 8];
  const auto bit = static_cast<std::uint8_t>(1 << hit % 8);
  if (seen & bit) return false;
  edges_ += seen == 0 ? 1 : 0;
  seen |= bit;
  return true;
}

std::vector<EdgeMemory::Hit> EdgeMemory::learn(std::string_view counters) {
  std::vector<Hit> fresh;
  counters = counters.substr(0, most_edges);
  // Most of them are zero, so they are passed over by eight.
  for (std::size_t at = 0; at < counters.size(); at += 8) {
    const std::string_view some = counters.substr(at, 8);
    std::uint64_t any = 0;
    std::memcpy(&any, some.data(), some.size());
    if (any == 0) continue;
    for (std::size_t i = 0; i < some.size(); ++i) {
      const auto times = static_cast<std::uint8_t>(some[i]);
      if (times > 0 && is_new(hit_of(at + i, times))) fresh.push_back(hit_of(at + i, times));
    }
  }
  return fresh;
}

void EdgeMemory::remember(const std::vector<Hit>& hits) {
  for (const Hit hit : hits) {
    if (hit < 8 * most_edges) is_new(hit);
  }
}

}  // namespace jcp::fuzz
