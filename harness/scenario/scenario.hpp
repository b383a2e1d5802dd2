#pragma once
// A scenario as read from its file, ready to be run.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "program.hpp"

namespace jcp {

using KilledBy = std::map<std::string, std::vector<std::string>>;  // quirk -> requirements

struct ScenarioCase {
  std::string name;   // "" when the scenario has no cases
  std::string title;  // "" = the scenario's
  std::string scenario_class;
  std::vector<std::string> needs;
  KilledBy killed_by;
  std::map<Role, Program> programs;  // one, or two for both/

  const Program* program(Role role) const;
};

struct Scenario {
  std::string id;
  std::string file;
  std::string title;
  std::string rule;
  std::string twin;
  std::string why;
  std::vector<std::string> aliases;
  std::vector<std::string> except;
  bool variants = true;
  std::vector<ScenarioCase> cases;
  std::string source;  // the text of the file

  // "id#case", or the id alone.
  std::string key(const ScenarioCase& c) const { return c.name.empty() ? id : id + "#" + c.name; }
};

// A standing rule: holds for every event received in a run (docs/SCENARIOS.md section 9).
struct AlwaysRule {
  enum class On { element, header, violation };
  std::string id;
  std::string title;
  std::string rule;
  std::vector<Proof> proofs;
  KilledBy killed_by;
  On on = On::element;
  std::vector<Pattern> when;  // of element; empty: every one
  std::vector<Pattern> require, forbid;
  std::vector<XPath> require_xpath, forbid_xpath;
  std::vector<std::string> forbid_conditions;  // of violation; empty: any
  std::string source;
};

}  // namespace jcp
