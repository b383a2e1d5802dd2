#include "formats.hpp"

#include <algorithm>
#include <array>

#include "html.hpp"
#include "junit.hpp"
#include "result_file.hpp"

namespace jcp {

namespace {

constexpr std::array all = {
    Format{"json", "result.json", result_file},
    Format{"jsonl", "results.jsonl"},
    Format{"junit", "junit.xml", junit_file},
    Format{"html", "report.html", html_file},
};

}  // namespace

std::span<const Format> formats() { return all; }

const Format* find_format(std::string_view name) {
  const auto at = std::ranges::find(all, name, &Format::name);
  return at == all.end() ? nullptr : &*at;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : all) names.emplace_back(format.name);
  return names;
}

}  // namespace jcp
