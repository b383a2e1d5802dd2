#include "standing_rules.hpp"

#include <algorithm>

#include "always.hpp"
#include "interpreter.hpp"

namespace jcp {

namespace {

bool binds(const Suite& suite, const AlwaysRule& rule, Role role) {
  const std::string_view side = role == Role::component ? "server" : "component";
  return std::ranges::any_of(rule.proofs, [&](const Proof& proof) {
    const Requirement* row = suite.catalogue().find(proof.requirement);
    return row && (row->side == side || row->side == "both");
  });
}

}  // namespace

StandingRules::StandingRules(const Suite& suite, Role role) {
  for (const AlwaysRule& rule : suite.always_rules()) {
    if (binds(suite, rule, role)) rules_.push_back({&rule, false, {}});
  }
}

void StandingRules::hear(const CaseRef& ref, const Interpreter& dialogue) {
  const std::vector<std::string>& excepted = ref.scenario->except;
  for (Watched& watched : rules_) {
    if (std::ranges::find(excepted, watched.rule->id) != excepted.end()) continue;
    watched.concerned = watched.concerned || concerned(*watched.rule, dialogue);
    if (watched.breach) continue;
    if (auto broken = breach(*watched.rule, dialogue)) {
      watched.breach = Breach{*std::move(broken), ref.key(), dialogue.transcript()};
    }
  }
}

ScenarioResult StandingRules::result_of(const Watched& watched) {
  ScenarioResult result;
  result.id = watched.rule->id;
  result.title = watched.rule->title;
  const Outcome outcome = watched.breach      ? Outcome::unmet
                          : watched.concerned ? Outcome::met
                                              : Outcome::not_reached;
  for (const Proof& proof : watched.rule->proofs) {
    result.proofs.push_back({proof.requirement, "", outcome, proof.grade});
  }
  if (outcome == Outcome::not_reached) {
    result.verdict = Verdict::skip;
    result.reason = "nothing this rule speaks of was received";
    return result;
  }
  result.verdict = verdict_of(result.proofs, false);
  if (const auto& breach = watched.breach) {
    result.divergence = breach->divergence;
    result.reason = "first broken in " + breach->key;
    result.seen_in = breach->key;
    result.transcript = breach->transcript;
  }
  return result;
}

std::vector<ScenarioResult> StandingRules::results() const {
  std::vector<ScenarioResult> results;
  for (const Watched& watched : rules_) results.push_back(result_of(watched));
  return results;
}

}  // namespace jcp
