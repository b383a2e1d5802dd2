#pragma once
// Chance from one seed, and the choices made with it.

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "mock-server/random.hpp"

namespace jcp::fuzz {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint64_t number() { return random_(); }
  // 0 <= below(n) < n; 0 for n == 0.
  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  // One of a range that is not empty.
  template <typename Range>
  auto& of(Range& range) {
    return *(std::begin(range) + static_cast<std::ptrdiff_t>(below(std::size(range))));
  }

 private:
  mock::Random random_;
};

}  // namespace jcp::fuzz
