#pragma once
// The checks of lint, one group a file. Internal to lint*.cpp.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "json_file.hpp"
#include "lint.hpp"

namespace jcp {

struct LintScenario {
  std::string path;
  Json json;  // as written, ${case.x} included
  Scenario scenario;

  std::string tree() const { return path.substr(0, path.find('/')); }
  // Written by a fuzz campaign, which saw it red: no quirk and no twin has to show that it can be.
  bool found() const { return json.contains("found"); }
};

struct LintRule {
  std::string path;
  AlwaysRule rule;
};

struct LintTree {
  const Catalogue& catalogue;
  const LintNames& names;
  std::vector<LintScenario> scenarios;
  std::vector<LintRule> rules;

  const LintScenario* find(const std::string& id) const;
  // Whether the mock that plays the target of this tree has the quirk.
  bool has_quirk(const std::string& tree, const std::string& quirk) const;
};

class Findings {
 public:
  void add(const std::string& path, const std::string& pointer, const std::string& sentence);
  // A message of the loader: it begins with the path.
  void add_line(const std::string& path, const std::string& line);
  std::vector<Finding> sorted();

 private:
  std::vector<Finding> findings_;
};

// Every step, those of branches and loops included, in file order.
using StepVisitor = std::function<void(const Json& step, const std::string& pointer)>;
void each_step(const Json& steps, const std::string& pointer, const StepVisitor& visit);

// "/cases/upper/proves": one token of a pointer, escaped (RFC 6901 3).
std::string pointer_token(const std::string& key);

void lint_catalogue(const Catalogue& catalogue, Findings& findings);
void lint_names(const LintTree& tree, Findings& findings);  // ids, aliases, except, needs
void lint_twins(const LintTree& tree, Findings& findings);
void lint_proofs(const LintTree& tree, Findings& findings);  // sides, grades, quirks
void lint_steps(const LintTree& tree, Findings& findings);   // what has no effect, actors, traits
void lint_cases(const LintTree& tree, Findings& findings);
void lint_fences(const LintTree& tree, Findings& findings);
void lint_always(const LintTree& tree, Findings& findings);

}  // namespace jcp
