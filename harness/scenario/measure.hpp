#pragma once
// Statistics over one scenario: its stream ids (RFC 6120 4.7.3: unique and unpredictable), how fast
// its connections followed each other, and what its target uses.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace jcp {

bool all_different(const std::vector<std::string>& ids);

// An estimate of the unpredictable bits of one id: over the positions, counted from the end, the
// Shannon entropy of the octets seen there, which at most log2(ids.size()) each can show; 0 for
// fewer than two ids.
double entropy_bits(const std::vector<std::string>& ids);

// Every id is greater than the one before, or every one less, by length and then by octets.
bool monotonic(const std::vector<std::string>& ids);

// Events a second, from the first to the last; microseconds, in order. 0 for fewer than three: two
// say nothing of a habit.
double a_second(const std::vector<std::int64_t>& times_us);

// Values before the first and after each of several equal rounds: every round but the first, in
// which caches fill, has added at least `least`. Fewer than `least_values` say nothing.
inline constexpr std::size_t least_values = 4;
bool grows_steadily(const std::vector<std::uint64_t>& values, std::uint64_t least);

}  // namespace jcp
