#include "cut_plan.hpp"

#include <algorithm>

namespace jcp::fuzz {

CutPlan::CutPlan(std::string_view input) : document_(input) {
  if (input.empty()) return;
  const std::size_t count = std::min<std::size_t>(static_cast<unsigned char>(input.back()), most);
  document_.remove_suffix(1);
  if (count > document_.size()) return;
  lengths_ = document_.substr(document_.size() - count);
  document_.remove_suffix(count);
}

std::string with_cuts(std::string_view document, std::string_view lengths) {
  std::string input(document);
  return input.append(lengths).append(1, static_cast<char>(lengths.size()));
}

}  // namespace jcp::fuzz
