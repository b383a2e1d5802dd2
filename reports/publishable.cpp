#include "publishable.hpp"

#include <algorithm>

namespace jcp {

namespace {

bool is_private(const ScenarioResult& result, const Suite& suite) {
  if (result.verdict >= Verdict::hang) return true;
  return std::ranges::any_of(result.proofs, [&](const ProofResult& proof) {
    const Requirement* row = suite.catalogue().find(proof.requirement);
    const bool identity = row && (row->family == "SEC" || row->family == "ADDR");
    return identity && proof.outcome == Outcome::unmet && proof.grade == Grade::fail;
  });
}

void leave_out_dialogue(ScenarioResult& result) {
  if (result.transcript.entries().empty()) return;
  result.transcript = Transcript({}, true);
  result.withheld = true;
  result.first_transcript.clear();
  result.binding.reset();
  if (result.divergence) result.divergence->transcript_index = Divergence::whole;
}

}  // namespace

RunResult publishable(RunResult run, const Suite& suite) {
  for (auto* results : {&run.results, &run.support}) {
    for (ScenarioResult& result : *results) {
      const bool secret = is_private(result, suite);
      if (secret || result.verdict <= Verdict::pass) leave_out_dialogue(result);
      result.binding.reset();
      if (!secret) continue;
      result.reason =
          result.verdict >= Verdict::hang ? "the dialogue is not published" : result.reason;
      if (result.divergence) result.divergence->actual.clear();
    }
  }
  for (Incident& incident : run.incidents) incident.stderr_tail.clear();
  return run;
}

}  // namespace jcp
