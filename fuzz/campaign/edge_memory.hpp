#pragma once
// Which edges of the target's code were taken so far, and about how often within a case.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

class EdgeMemory {
 public:
  static constexpr std::size_t most_edges = 65'536;
  // An edge, and how often: once, 2, 3, 4-7, 8-15, 16-31, 32-127 times, or more; as one number.
  using Hit = std::uint32_t;

  EdgeMemory() : seen_(most_edges) {}

  // Of a case's counters, an octet an edge: what was never seen before.
  std::vector<Hit> learn(std::string_view counters);
  void remember(const std::vector<Hit>& hits);  // that another learned
  std::size_t edges() const { return edges_; }

 private:
  bool is_new(Hit hit);

  std::vector<std::uint8_t> seen_;  // of each edge, a bit for each "how often"
  std::size_t edges_ = 0;
};

}  // namespace jcp::fuzz
