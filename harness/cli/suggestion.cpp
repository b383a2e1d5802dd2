#include "suggestion.hpp"

#include <algorithm>
#include <numeric>

namespace jcp::cli {

namespace {

// Letters replaced, missing, too many, or two of them swapped.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    next[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      next[j + 1] = std::min({row[j] + (a[i] == b[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1});
      const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
      if (swapped) next[j + 1] = std::min(next[j + 1], before[j - 1] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view wrong, const std::vector<std::string>& names) {
  constexpr std::size_t longest = 200;  // nobody mistypes a text of this length
  if (wrong.size() > longest) return {};
  const std::string* best = nullptr;
  // A third of the letters wrong is a typo, more is another word.
  std::size_t limit = std::max<std::size_t>(wrong.size() / 3, 1) + 1;
  for (const std::string& name : names) {
    const std::size_t edits = edits_between(wrong, name);
    if (edits >= limit) continue;
    limit = edits;
    best = &name;
  }
  return best ? *best : std::string();
}

std::string suggestion(std::string_view wrong, const std::vector<std::string>& names) {
  const std::string name = nearest(wrong, names);
  return name.empty() ? std::string() : "; did you mean \"" + name + "\"?";
}

}  // namespace jcp::cli
