#include "suggestion.hpp"

#include <algorithm>
#include <numeric>

namespace jcp::cli {

namespace {

std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
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
