#include "utc.hpp"

#include <array>

namespace jcp {

namespace {

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::int64_t days_in(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::int64_t, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

}  // namespace

std::optional<std::int64_t> epoch_seconds(std::string_view utc) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:ddZ";
  if (utc.size() != form.size()) return std::nullopt;
  std::array<std::int64_t, 6> parts{};
  std::size_t part = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != 'd') {
      if (utc[i] != form[i]) return std::nullopt;
      ++part;
      continue;
    }
    if (utc[i] < '0' || utc[i] > '9') return std::nullopt;
    parts[part] = parts[part] * 10 + (utc[i] - '0');
  }
  const auto& [year, month, day, hour, minute, second] = parts;
  if (month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  std::int64_t days = day - 1;
  for (std::int64_t m = 1; m < month; ++m) days += days_in(year, m);
  // Years before this one, with their leap days.
  const auto leaps = [](std::int64_t y) { return y / 4 - y / 100 + y / 400; };
  days += (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
  return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

}  // namespace jcp
