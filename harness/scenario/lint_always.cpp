// Standing rules.

#include <set>

#include "lint_rules.hpp"

namespace jcp {

namespace {

void lint_kills(const LintTree& tree, const LintRule& r, Findings& findings) {
  std::set<std::string> proven, killed;
  for (const Proof& proof : r.rule.proofs) {
    proven.insert(proof.requirement);
    const Requirement* row = tree.catalogue.find(proof.requirement);
    if (row && row->is_left_out("both")) {
      findings.add(r.path, "/proves", row->id + " is proven here, but the catalogue leaves it out");
    }
  }
  for (const auto& [quirk, ids] : r.rule.killed_by) {
    const std::string pointer = "/killed_by/" + pointer_token(quirk);
    if (!tree.has_quirk("always", quirk)) {
      findings.add(r.path, pointer, "the mock has no quirk " + quirk);
    }
    for (const std::string& id : ids) {
      killed.insert(id);
      if (!proven.contains(id)) findings.add(r.path, pointer, id + " is not proven here");
    }
  }
  for (const std::string& id : proven) {
    if (!killed.contains(id)) {
      findings.add(r.path, "/killed_by", "no quirk is named that breaks " + id);
    }
  }
}

void lint_conditions(const LintRule& r, Findings& findings) {
  const AlwaysRule& rule = r.rule;
  const bool patterns = !rule.require.empty() || !rule.forbid.empty() ||
                        !rule.require_xpath.empty() || !rule.forbid_xpath.empty();
  if (rule.on == AlwaysRule::On::header) {
    findings.add(r.path, "/when", "nothing can be said about headers yet: the rule never breaks");
  }
  if (rule.on == AlwaysRule::On::element && !patterns) {
    findings.add(r.path, "", "neither require nor forbid: the rule never breaks");
  }
}

}  // namespace

void lint_always(const LintTree& tree, Findings& findings) {
  for (const LintRule& r : tree.rules) {
    lint_kills(tree, r, findings);
    lint_conditions(r, findings);
  }
}

}  // namespace jcp
