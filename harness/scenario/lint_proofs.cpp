// Proofs: of the right side, with the grade of the catalogue, each with a quirk that breaks it.

#include <map>
#include <set>

#include "lint_rules.hpp"

namespace jcp {

namespace {

std::set<std::string> proven_by(const ScenarioCase& c) {
  std::set<std::string> ids;
  for (const auto& [role, program] : c.programs) {
    for (const Proof& proof : program.proofs) ids.insert(proof.requirement);
  }
  return ids;
}

bool fits(const std::string& tree, const std::string& side) {
  return side == "both" || tree == side;
}

void lint_row(const LintTree& tree, const LintScenario& s, const std::string& id,
              Findings& findings) {
  const Requirement& row = *tree.catalogue.find(id);
  if (!fits(s.tree(), row.side)) {
    findings.add(s.path, "/steps",
                 id + " binds the " + row.side + ", this is in " + s.tree() + "/");
  }
  if (row.is_left_out(s.tree()) && !s.found()) {
    findings.add(s.path, "/steps", id + " is proven here, but the catalogue leaves it out");
  }
}

// The entries of one killed_by against what is proven where it stands.
void lint_killed_by(const LintTree& tree, const LintScenario& s, const Json& json,
                    const std::string& pointer, const std::set<std::string>& proven,
                    Findings& findings) {
  const Json killed_by = json.value("killed_by", Json::object());
  for (const auto& [quirk, ids] : killed_by.items()) {
    const std::string here = pointer + "/killed_by/" + pointer_token(quirk);
    if (!tree.has_quirk(s.tree(), quirk))
      findings.add(s.path, here, "the mock has no quirk " + quirk);
    for (const Json& id : ids) {
      const std::string name = id.get<std::string>();
      if (!proven.contains(name)) findings.add(s.path, here, name + " is not proven here");
    }
  }
}

void lint_kills(const LintTree& tree, const LintScenario& s, Findings& findings) {
  std::set<std::string> proven;
  for (const ScenarioCase& c : s.scenario.cases) {
    const std::string pointer = c.name.empty() ? "" : "/cases/" + pointer_token(c.name);
    const std::set<std::string> of_case = proven_by(c);
    if (of_case.empty()) findings.add(s.path, pointer, "proves nothing");
    std::set<std::string> killed;
    for (const auto& [quirk, ids] : c.killed_by) killed.insert(ids.begin(), ids.end());
    for (const std::string& id : of_case) {
      if (!killed.contains(id) && !s.found()) {
        findings.add(s.path, pointer + "/killed_by", "no quirk is named that breaks " + id);
      }
    }
    if (!c.name.empty()) {
      lint_killed_by(tree, s, s.json["cases"][c.name], pointer, of_case, findings);
    }
    proven.insert(of_case.begin(), of_case.end());
  }
  lint_killed_by(tree, s, s.json, "", proven, findings);
  for (const std::string& id : proven) lint_row(tree, s, id, findings);
}

// A grade other than that of the catalogue needs a reason in sight.
void lint_grade(const LintTree& tree, const LintScenario& s, const Json& graded,
                const std::vector<std::string>& ids, const std::string& pointer,
                Findings& findings) {
  const std::string grade = graded.value("grade", "");
  if (grade.empty() || graded.contains("why") || !s.scenario.why.empty()) return;
  for (const std::string& id : ids) {
    const Requirement* row = tree.catalogue.find(id);
    if (!row || to_string(row->grade) == grade) continue;
    findings.add(s.path, pointer + "/grade",
                 "the catalogue grades " + id + " " + std::string(to_string(row->grade)) +
                     ": say why it is " + grade + " here");
  }
}

void lint_grades(const LintTree& tree, const LintScenario& s, Findings& findings) {
  each_step(s.json["steps"], "/steps", [&](const Json& step, const std::string& pointer) {
    if (!step.contains("grade")) return;
    if (!step.contains("proves")) {
      return findings.add(s.path, pointer + "/grade",
                          "this step proves nothing: the grade has no effect");
    }
    if (!step["proves"].is_array()) return;
    lint_grade(tree, s, step, step["proves"].get<std::vector<std::string>>(), pointer, findings);
  });
  const Json cases = s.json.value("cases", Json::object());
  for (const auto& [name, values] : cases.items()) {
    lint_grade(tree, s, values, values.value("proves", std::vector<std::string>{}),
               "/cases/" + pointer_token(name), findings);
  }
}

}  // namespace

void lint_proofs(const LintTree& tree, Findings& findings) {
  for (const LintScenario& s : tree.scenarios) {
    lint_kills(tree, s, findings);
    lint_grades(tree, s, findings);
  }
}

}  // namespace jcp
