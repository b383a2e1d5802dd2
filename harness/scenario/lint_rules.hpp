#pragma once
// The checks of lint, one group a file. Internal to lint*.cpp.

#include <algorithm>
#include <string>
#include <vector>

#include "json_file.hpp"
#include "lint.hpp"

namespace jcp {

struct LintScenario {
  std::string path;
  Json json;  // as written, ${case.x} included
  Scenario scenario;
};

struct LintRule {
  std::string path;
  Json json;
  AlwaysRule rule;
};

struct LintTree {
  const Catalogue& catalogue;
  const LintNames& names;
  std::vector<LintScenario> scenarios;
  std::vector<LintRule> rules;

  const LintScenario* find(const std::string& id) const {
    const auto at = std::ranges::find_if(
        scenarios, [&](const LintScenario& s) { return s.scenario.id == id; });
    return at == scenarios.end() ? nullptr : &*at;
  }
};

class Findings {
 public:
  void add(const std::string& path, const std::string& pointer, const std::string& sentence) {
    findings_.push_back({path, ":" + (pointer.empty() ? "/" : pointer) + ": " + sentence});
  }
  // A message that begins with the path.
  void add_line(const std::string& path, const std::string& line) {
    findings_.push_back({path, line.starts_with(path) ? line.substr(path.size()) : ": " + line});
  }
  std::vector<Finding> sorted() {
    std::ranges::stable_sort(findings_, {}, &Finding::path);
    return std::move(findings_);
  }

 private:
  std::vector<Finding> findings_;
};

}  // namespace jcp
