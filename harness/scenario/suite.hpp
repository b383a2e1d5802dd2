#pragma once
// All scenarios of a tree, and choosing among them.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader.hpp"
#include "scenario.hpp"

namespace jcp {

// Path below scenarios/ -> text.
using FileSet = std::map<std::string, std::string, std::less<>>;

// What the binary carries; or the files below `directory` (throws UserError).
FileSet embedded_scenarios();
FileSet scenarios_in(const std::string& directory);

class Suite {
 public:
  // `checked`: the files were validated against the schema before (the embedded ones are, by a
  // test). Throws UserError for the first broken file.
  explicit Suite(const FileSet& files, bool checked = false);

  const Catalogue& catalogue() const { return catalogue_; }
  const std::vector<Scenario>& scenarios() const { return scenarios_; }  // sorted by id
  const std::vector<AlwaysRule>& always_rules() const { return always_; }
  const Scenario* find(std::string_view id_or_alias) const;

  // Establish and one round trip: the sign of life of a target of this side.
  const Program& probe(Role role) const;

 private:
  Catalogue catalogue_;
  std::vector<Scenario> scenarios_;
  std::vector<AlwaysRule> always_;
  std::map<Role, Program> probes_;
};

struct CaseRef {
  const Scenario* scenario = nullptr;
  const ScenarioCase* which = nullptr;

  std::string key() const { return scenario->key(*which); }
  const std::string& title() const { return which->title.empty() ? scenario->title : which->title; }
  friend bool operator==(const CaseRef&, const CaseRef&) = default;
};

struct Filter {
  std::vector<std::string> ids;   // an id, "id#case" or a glob; empty: all
  std::vector<std::string> only;  // globs; all must match
  std::vector<std::string> skip;  // globs
  std::vector<std::string> families;
  std::vector<std::string> classes{"fast"};
};

// '*' any run of characters, '?' one; the whole text must match.
bool glob_matches(std::string_view glob, std::string_view text);

// The cases that run when we play `role`. Throws UserError when an id, glob or family of the
// filter names nothing at all, whatever the role.
std::vector<CaseRef> select(const Suite& suite, Role role, const Filter& filter);

// The cases of the twins that are needed and not in `selected`, each once.
std::vector<CaseRef> missing_twins(const Suite& suite, Role role,
                                   const std::vector<CaseRef>& selected);

}  // namespace jcp
