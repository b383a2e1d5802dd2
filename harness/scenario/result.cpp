#include "result.hpp"

#include <algorithm>
#include <array>

namespace jcp {

namespace {

constexpr std::array<std::string_view, 8> verdict_names = {"skip",  "pass", "warn", "blocked",
                                                           "error", "fail", "hang", "crash"};

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::met:
      return "met";
    case Outcome::unmet:
      return "unmet";
    case Outcome::not_reached:
      return "not reached";
    case Outcome::not_observable:
      break;
  }
  return "not observable";
}

std::optional<Outcome> outcome_from(std::string_view name) {
  for (const Outcome outcome :
       {Outcome::met, Outcome::unmet, Outcome::not_reached, Outcome::not_observable}) {
    if (to_string(outcome) == name) return outcome;
  }
  return std::nullopt;
}

std::string_view to_string(Verdict verdict) {
  return verdict_names[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdict_from(std::string_view name) {
  const auto at = std::ranges::find(verdict_names, name);
  if (at == verdict_names.end()) return std::nullopt;
  return static_cast<Verdict>(at - verdict_names.begin());
}

std::string ScenarioResult::key() const {
  return id + (case_name.empty() ? "" : "#" + case_name) + (variant.empty() ? "" : "@" + variant);
}

Verdict verdict_of(const std::vector<ProofResult>& proofs, bool precondition_unmet) {
  Verdict verdict = precondition_unmet ? Verdict::blocked : Verdict::pass;
  for (const ProofResult& proof : proofs) {
    if (proof.outcome != Outcome::unmet) continue;
    if (proof.grade == Grade::fail) verdict = std::max(verdict, Verdict::fail);
    if (proof.grade == Grade::warn) verdict = std::max(verdict, Verdict::warn);
  }
  return verdict;
}

}  // namespace jcp
