// Cases: values that nothing uses, proofs that nothing asks for.

#include <set>

#include "lint_rules.hpp"

namespace jcp {

namespace {

const std::set<std::string>& fields_of_a_case() {
  static const std::set<std::string> fields = {"proves", "grade", "killed_by", "class",
                                               "needs",  "title", "why"};
  return fields;
}

void lint_case(const LintScenario& s, const std::string& name, const Json& values,
               const std::string& steps, bool proves_by_case, Findings& findings) {
  const std::string pointer = "/cases/" + pointer_token(name);
  for (const auto& [key, value] : values.items()) {
    if (fields_of_a_case().contains(key)) continue;
    if (steps.find("${case." + key + "}") == std::string::npos) {
      findings.add(s.path, pointer + "/" + pointer_token(key), "no step says ${case." + key + "}");
    }
  }
  if (proves_by_case && !values.contains("proves")) {
    findings.add(s.path, pointer,
                 "a step says \"proves\": \"${case}\", this case does not say what");
  }
  if (!proves_by_case && values.contains("proves")) {
    findings.add(s.path, pointer + "/proves", "no step says \"proves\": \"${case}\"");
  }
  if (!proves_by_case && values.contains("grade")) {
    findings.add(s.path, pointer + "/grade", "no step says \"proves\": \"${case}\"");
  }
}

}  // namespace

void lint_cases(const LintTree& tree, Findings& findings) {
  for (const LintScenario& s : tree.scenarios) {
    std::string first_use;
    each_step(s.json["steps"], "/steps", [&](const Json& step, const std::string& pointer) {
      const bool by_case = step.contains("proves") && step["proves"].is_string();
      if (by_case && first_use.empty()) first_use = pointer;
    });
    const bool by_case = !first_use.empty();
    const Json cases = s.json.value("cases", Json::object());
    if (by_case && cases.empty()) {
      findings.add(s.path, first_use + "/proves", "\"${case}\" in a scenario without cases");
    }
    // What the steps use, and the scenario's other texts too.
    const std::string text = s.json["steps"].dump();
    for (const auto& [name, values] : cases.items()) {
      lint_case(s, name, values, text, by_case, findings);
    }
  }
}

}  // namespace jcp
