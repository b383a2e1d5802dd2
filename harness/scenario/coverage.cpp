#include "coverage.hpp"

#include <algorithm>
#include <map>

namespace jcp {

namespace {

using Proven = std::map<std::string, std::vector<std::string>>;  // requirement -> keys

void add(Proven& proven, const std::string& id, const std::string& key) {
  std::vector<std::string>& keys = proven[id];
  if (keys.empty() || keys.back() != key) keys.push_back(key);
}

// We play `role`, the target is of the other side.
Proven proven_when_we_are(const Suite& suite, Role role) {
  Proven proven;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& c : scenario.cases) {
      const Program* program = c.program(role);
      if (!program) continue;
      for (const Proof& proof : program->proofs) add(proven, proof.requirement, scenario.key(c));
    }
  }
  for (const AlwaysRule& rule : suite.always_rules()) {
    for (const Proof& proof : rule.proofs) add(proven, proof.requirement, rule.id);
  }
  return proven;
}

}  // namespace

std::vector<CoverageRow> coverage(const Suite& suite) {
  std::vector<CoverageRow> rows;
  const std::pair<std::string, Proven> sides[] = {
      {"server", proven_when_we_are(suite, Role::component)},
      {"component", proven_when_we_are(suite, Role::server)}};
  for (const Requirement& requirement : suite.catalogue().requirements()) {
    for (const auto& [side, proven] : sides) {
      if (requirement.side != side && requirement.side != "both") continue;
      CoverageRow row{&requirement, side, CoverageRow::State::open, {}};
      if (const auto found = proven.find(requirement.id); found != proven.end()) {
        row.state = CoverageRow::State::proven;
        row.scenarios = found->second;
      } else if (requirement.is_left_out(side)) {
        row.state = CoverageRow::State::excused;
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

bool is_mandatory(const Requirement& requirement) { return requirement.level.starts_with("MUST"); }

}  // namespace jcp
