#include "measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace jcp {

bool all_different(const std::vector<std::string>& ids) {
  return std::set<std::string>(ids.begin(), ids.end()).size() == ids.size();
}

double entropy_bits(const std::vector<std::string>& ids) {
  if (ids.size() < 2) return 0;
  // Counted from the end: a number is shorter where its first digits are zeros.
  const std::size_t length = std::ranges::max(ids, {}, &std::string::size).size();
  double bits = 0;
  for (std::size_t at = 1; at <= length; ++at) {
    std::array<std::size_t, 257> seen{};
    for (const std::string& id : ids) {
      ++seen[at <= id.size() ? static_cast<unsigned char>(id[id.size() - at]) : 256];
    }
    for (const std::size_t count : seen) {
      if (count == 0) continue;
      const double share = static_cast<double>(count) / static_cast<double>(ids.size());
      bits -= share * std::log2(share);
    }
  }
  return bits;
}

bool monotonic(const std::vector<std::string>& ids) {
  if (ids.size() < 3) return false;
  const auto less = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  const auto not_less = [&](const std::string& a, const std::string& b) { return !less(a, b); };
  const auto not_greater = [&](const std::string& a, const std::string& b) { return !less(b, a); };
  return std::ranges::adjacent_find(ids, not_less) == ids.end() ||
         std::ranges::adjacent_find(ids, not_greater) == ids.end();
}

double a_second(const std::vector<std::int64_t>& times_us) {
  if (times_us.size() < 3) return 0;
  const std::int64_t span = std::max<std::int64_t>(times_us.back() - times_us.front(), 1);
  return static_cast<double>(times_us.size() - 1) * 1e6 / static_cast<double>(span);
}

bool grows_steadily(const std::vector<std::uint64_t>& values, std::uint64_t least) {
  if (values.size() < least_values) return false;
  for (std::size_t i = 2; i < values.size(); ++i) {
    if (values[i] < values[i - 1] + least) return false;
  }
  return true;
}

}  // namespace jcp
