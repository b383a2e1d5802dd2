#include "formats.hpp"

#include <algorithm>
#include <array>

#include "badge.hpp"
#include "html.hpp"
#include "junit.hpp"
#include "markdown.hpp"
#include "pcapng.hpp"
#include "result_file.hpp"
#include "sarif.hpp"
#include "tap.hpp"

namespace jcp {

namespace {

constexpr std::array all = {
    Format{"json", "result.json", result_file},
    Format{"jsonl", "results.jsonl"},
    Format{"junit", "junit.xml", junit_file},
    Format{"tap", "results.tap", tap_file},
    Format{"markdown", "summary.md", markdown_report},
    Format{"sarif", "results.sarif", sarif_file},
    Format{"badge", "badge.json", badge_file},
    Format{"pcapng", "pcap", nullptr, pcapng_files},
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
