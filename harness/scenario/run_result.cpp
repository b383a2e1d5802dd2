#include "run_result.hpp"

#include <algorithm>
#include <map>

namespace jcp {

Totals totals_of(const std::vector<ScenarioResult>& results) {
  Totals totals;
  totals.selected = static_cast<int>(results.size());
  for (const ScenarioResult& result : results) {
    switch (result.verdict) {
      case Verdict::skip:
        ++totals.skip;
        break;
      case Verdict::pass:
        ++totals.pass;
        break;
      case Verdict::warn:
        ++totals.warn;
        break;
      case Verdict::blocked:
        ++totals.blocked;
        break;
      case Verdict::error:
        ++totals.error;
        break;
      case Verdict::fail:
        ++totals.fail;
        break;
      case Verdict::hang:
        ++totals.hang;
        break;
      case Verdict::crash:
        ++totals.crash;
        break;
    }
  }
  return totals;
}

namespace {

using ById = std::multimap<std::string, const ScenarioResult*>;

// Why the twin of a result does not vouch for it; "" when all is well. `key` is that of the twin.
std::string red_twin(const ScenarioResult& result, const std::string& twin, const ById& by_id,
                     std::string& key) {
  const auto [begin, end] = by_id.equal_range(twin);
  const bool same_case = std::any_of(
      begin, end, [&](const auto& entry) { return entry.second->case_name == result.case_name; });
  for (auto at = begin; at != end; ++at) {
    const ScenarioResult& other = *at->second;
    if (same_case && other.case_name != result.case_name) continue;
    if (other.verdict == Verdict::pass || other.verdict == Verdict::warn) continue;
    key = other.key();
    return "did not pass: " + key + " is " + std::string(to_string(other.verdict));
  }
  if (begin != end) return {};
  key = twin;
  return "was not run: " + twin;
}

}  // namespace

void settle_twins(const Suite& suite, RunResult& run) {
  ById by_id;
  for (const auto* results : {&run.results, &run.support}) {
    for (const ScenarioResult& result : *results) by_id.emplace(result.id, &result);
  }
  for (ScenarioResult& result : run.results) {
    const Scenario* scenario = suite.find(result.id);
    const bool judged = result.verdict == Verdict::pass || result.verdict == Verdict::warn ||
                        result.verdict == Verdict::fail;
    if (!scenario || scenario->twin.empty() || !judged) continue;
    const Scenario* twin = suite.find(scenario->twin);  // it may be named by a former id
    std::string key;
    const std::string why = red_twin(result, twin ? twin->id : scenario->twin, by_id, key);
    if (why.empty()) continue;
    result.verdict = Verdict::blocked;
    result.blocked_by = key;
    result.reason = "its positive twin " + why;
  }
}

namespace {

// Orders what a requirement can be, worst last.
int severity(std::string_view verdict) {
  static constexpr std::string_view order[] = {"untested", "skip", "blocked", "pass", "info",
                                               "warn",     "fail", "hang",    "crash"};
  return static_cast<int>(std::ranges::find(order, verdict) - std::begin(order));
}

std::string verdict_of_proof(const ScenarioResult& result, const ProofResult& proof) {
  const std::string verdict(to_string(result.verdict));
  const bool fatal = result.verdict == Verdict::crash || result.verdict == Verdict::hang;
  if (!result.blocked_by.empty()) return "blocked";  // nothing that it shows can be believed
  switch (proof.outcome) {
    case Outcome::met:
      return "pass";
    case Outcome::unmet:
      return fatal ? verdict : std::string(to_string(proof.grade));
    case Outcome::not_reached:
      break;
    case Outcome::not_observable:
      return "untested";
  }
  const bool cause = fatal || result.verdict == Verdict::blocked || result.verdict == Verdict::skip;
  return cause ? verdict : "untested";
}

// Those of a result; of one that was never played, those that its program would have had.
std::vector<ProofResult> proofs_of(const Suite& suite, Role role, const ScenarioResult& result) {
  std::vector<ProofResult> proofs = result.proofs;
  const Scenario* scenario = suite.find(result.id);
  if (!proofs.empty() || !scenario) return proofs;
  for (const ScenarioCase& c : scenario->cases) {
    const Program* program = c.program(role);
    if (!program || c.name != result.case_name) continue;
    for (const Proof& proof : program->proofs) proofs.push_back({proof.requirement});
  }
  return proofs;
}

}  // namespace

std::vector<RequirementResult> requirements_of(const Suite& suite, Role role,
                                               const RunResult& run) {
  std::map<std::string, RequirementResult> by_id;
  const std::string side = role == Role::component ? "server" : "component";
  for (const Requirement& row : suite.catalogue().requirements()) {
    if (row.side != side && row.side != "both") continue;
    by_id[row.id] = {row.id, row.level, row.grade, "untested", {}};
  }
  for (const ScenarioResult& result : run.results) {
    if (!result.variant.empty()) continue;
    for (const ProofResult& proof : proofs_of(suite, role, result)) {
      const auto found = by_id.find(proof.requirement);
      if (found == by_id.end()) continue;
      RequirementResult& requirement = found->second;
      requirement.scenarios.push_back(result.key());
      const std::string verdict = verdict_of_proof(result, proof);
      if (severity(verdict) > severity(requirement.verdict)) requirement.verdict = verdict;
    }
  }
  std::vector<RequirementResult> requirements;
  for (const Requirement& row : suite.catalogue().requirements()) {
    const auto found = by_id.find(row.id);
    if (found == by_id.end()) continue;
    // In no order of a run: scenarios overlap.
    std::vector<std::string>& keys = found->second.scenarios;
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    requirements.push_back(std::move(found->second));
  }
  return requirements;
}

bool counts_against(const ScenarioResult& result, Grade fail_on) {
  if (result.verdict >= Verdict::blocked) return result.verdict != Verdict::error;
  if (fail_on == Grade::fail) return false;
  if (result.verdict == Verdict::warn) return true;
  return fail_on == Grade::info && std::ranges::any_of(result.proofs, [](const ProofResult& proof) {
           return proof.outcome == Outcome::unmet;
         });
}

int exit_code_of(const RunResult& run) {
  const auto any = [&](auto predicate) {
    return std::ranges::any_of(run.results, predicate) ||
           std::ranges::any_of(run.support, predicate);
  };
  if (run.interrupted) return 130;
  if (any([](const auto& r) { return r.verdict == Verdict::error; })) return 6;
  if (run.never_ready) return 3;
  const bool died = any([](const auto& r) { return r.verdict >= Verdict::hang && !r.known; });
  if (died || !run.incidents.empty()) return 4;
  if (any([&](const auto& r) { return counts_against(r, run.fail_on) && !r.known; })) return 1;
  if (!run.stale.empty()) return 5;
  const bool judged = std::ranges::any_of(run.results, [](const auto& r) {
    return r.verdict != Verdict::skip && r.verdict != Verdict::blocked;
  });
  return judged ? 0 : 2;
}

}  // namespace jcp
