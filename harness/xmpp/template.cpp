#include <algorithm>
#include <stdexcept>

#include "pattern.hpp"

namespace jcp {

Template::Template(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (text.starts_with("$$")) {
      plain += '$';
      text.remove_prefix(2);
      continue;
    }
    if (!text.starts_with("${")) {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto close = text.find('}');
    if (close == std::string_view::npos) {
      throw std::invalid_argument("\"" + std::string(text) + "\": the '}' of \"${\" is missing");
    }
    if (!plain.empty()) parts_.push_back({false, std::move(plain)});
    plain.clear();
    parts_.push_back({true, std::string(text.substr(2, close - 2))});
    text.remove_prefix(close + 1);
  }
  if (!plain.empty()) parts_.push_back({false, std::move(plain)});
}

std::string Template::fill(const Resolver& resolve) const {
  std::string out;
  for (const auto& part : parts_) {
    out += part.variable ? resolve(part.text).value_or("") : part.text;
  }
  return out;
}

std::vector<std::string> Template::variables() const {
  std::vector<std::string> names;
  for (const auto& part : parts_) {
    const bool known = std::find(names.begin(), names.end(), part.text) != names.end();
    if (part.variable && !known) names.push_back(part.text);
  }
  return names;
}

bool Template::is(std::string_view variable) const {
  return parts_.size() == 1 && parts_.front().variable && parts_.front().text == variable;
}

}  // namespace jcp
