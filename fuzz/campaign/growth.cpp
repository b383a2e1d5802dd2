#include "growth.hpp"

#include <algorithm>
#include <utility>

namespace jcp::fuzz {

void Growth::add(std::uint64_t value) {
  if (added_++ % stride_ != 0) return;
  samples_.push_back(value);
  // Every second one stays: the view back gets longer, not the list.
  if (samples_.size() < most) return;
  std::deque<std::uint64_t> kept;
  for (std::size_t i = 0; i < samples_.size(); i += 2) kept.push_back(samples_[i]);
  samples_ = std::move(kept);
  stride_ *= 2;
}

void Growth::clear() {
  samples_.clear();
  stride_ = 1;
  added_ = 0;
}

bool Growth::suspicious() const {
  if (samples_.size() < least) return false;
  const std::size_t quarter = samples_.size() / 4;
  std::uint64_t before = 0, first = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto begin = samples_.begin() + static_cast<std::ptrdiff_t>(i * quarter);
    const std::uint64_t low =
        *std::min_element(begin, begin + static_cast<std::ptrdiff_t>(quarter));
    if (i == 0) first = low;
    if (i > 0 && low <= before) return false;
    before = low;
  }
  return before > first + allowance_;
}

}  // namespace jcp::fuzz
