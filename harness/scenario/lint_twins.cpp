// Negative scenarios and their positive twins: who refuses everything must not look conformant.

#include "lint_rules.hpp"
#include "lowering.hpp"

namespace jcp {

namespace {

// Whether refusing everything, or doing nothing, meets this step.
bool is_negative(const Json& step) {
  if (step.contains("fence")) return step.contains("forbid");
  if (step.contains("any_of")) {
    return std::ranges::all_of(step["any_of"], [](const Json& branch) {
      return std::ranges::all_of(branch["steps"], is_negative);
    });
  }
  if (step.contains("establish")) return false;
  if (!step.contains("expect")) return true;
  const Json& what = step["expect"];
  return what.is_string() || what.contains("stream_error") || measures_usage(what);
}

bool proves_by_absence(const LintScenario& s) {
  bool proves = false, positive = false;
  each_step(s.json["steps"], "/steps", [&](const Json& step, const std::string&) {
    if (!step.contains("proves")) return;
    proves = true;
    positive = positive || !is_negative(step);
  });
  return proves && !positive;
}

void lint_twin(const LintTree& tree, const LintScenario& s, Findings& findings) {
  const std::string& id = s.scenario.twin;
  const LintScenario* twin = tree.find(id);
  if (!twin) return findings.add(s.path, "/twin", "no scenario " + id);
  if (twin == &s) return findings.add(s.path, "/twin", "a scenario is not its own twin");
  if (!twin->scenario.twin.empty()) {
    findings.add(s.path, "/twin", id + " has a twin itself: a twin stands alone");
  }
  for (const ScenarioCase& c : s.scenario.cases) {
    for (const auto& [role, program] : c.programs) {
      if (twin->scenario.cases.front().program(role)) continue;
      findings.add(s.path, "/twin", id + " does not run in every role that this one runs in");
    }
  }
  for (const ScenarioCase& c : twin->scenario.cases) {
    const auto& needs = s.scenario.cases.front().needs;
    for (const std::string& need : c.needs) {
      if (std::ranges::find(needs, need) != needs.end()) continue;
      findings.add(s.path, "/twin",
                   id + " needs " + need + ", this one does not: it would be blocked, not skipped");
    }
  }
}

}  // namespace

void lint_twins(const LintTree& tree, Findings& findings) {
  for (const LintScenario& s : tree.scenarios) {
    if (!s.scenario.twin.empty()) {
      lint_twin(tree, s, findings);
    } else if (proves_by_absence(s) && !s.found()) {
      findings.add(s.path, "", "proves only by refusal or absence: it needs a positive twin");
    }
  }
}

}  // namespace jcp
