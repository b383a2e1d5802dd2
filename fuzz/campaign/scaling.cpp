#include "scaling.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace jcp::fuzz {

namespace {

constexpr std::size_t worth_it = 64;  // octets that are repeated
constexpr Micros measurable_us = 300'000;

// Begin and length.
using Stretch = std::pair<std::size_t, std::size_t>;

Stretch longest_run(std::string_view text) {
  Stretch longest{0, 0};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("<>&'\"=;", begin), text.size());
    if (end - begin > longest.second) longest = {begin, end - begin};
    begin = end + 1;
  }
  return longest;
}

Stretch content(std::string_view text) {
  const std::size_t begin = text.find('>'), end = text.rfind("</");
  if (begin == text.npos || end == text.npos || end <= begin) return {0, 0};
  return {begin + 1, end - begin - 1};
}

}  // namespace

std::optional<Session> scaled(const Session& session, Scaling scaling, std::size_t times) {
  const auto largest = std::ranges::max_element(
      session, {}, [](const Action& action) { return action.text.size(); });
  if (largest == session.end()) return std::nullopt;
  const std::string& text = largest->text;
  const auto [begin, length] = scaling == Scaling::longest_run ? longest_run(text) : content(text);
  if (length < worth_it) return std::nullopt;
  Session larger = session;
  std::string& grown = larger[static_cast<std::size_t>(largest - session.begin())].text;
  for (std::size_t i = 1; i < times; ++i) grown.insert(begin, text.substr(begin, length));
  if (!within_bounds(larger)) return std::nullopt;
  return larger;
}

bool grows_faster(Micros once, Micros twice, Micros four) {
  return once > 0 && four >= measurable_us && four > 10 * once && four > 3 * twice;
}

}  // namespace jcp::fuzz
