#pragma once
// Whether something that should stay as it is grows with the cases.

#include <cstdint>
#include <deque>

namespace jcp::fuzz {

// Looks at samples of one process. To be full of caches is no growth: it has to go on.
class Growth {
 public:
  // `allowance`: how much above the first samples is nothing to wonder about.
  explicit Growth(std::uint64_t allowance) : allowance_(allowance) {}

  void add(std::uint64_t value);
  void clear();
  // Beyond the allowance, and each quarter of the samples lies above the one before.
  bool suspicious() const;

 private:
  static constexpr std::size_t most = 64, least = 12;
  std::uint64_t allowance_;
  std::deque<std::uint64_t> samples_;  // every `stride_`-th that was added
  std::uint64_t stride_ = 1, added_ = 0;
};

}  // namespace jcp::fuzz
