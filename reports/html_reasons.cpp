#include "html_reasons.hpp"

#include <algorithm>

#include "harness/scenario/json_file.hpp"

namespace jcp::html {

namespace {

// What the file says about a step, and about the way that was taken there.
struct Said {
  std::string way, step, file;
};

Said said_of(const ScenarioResult& result, const std::string& pointer, const Suite& suite) {
  const Scenario* scenario = suite.find(result.id);
  if (!scenario) return {};
  const Json file = parse_json(scenario->source, scenario->file);
  Said said{.file = file.value("why", "")};
  try {
    const Json step = file.at(Json::json_pointer(pointer));
    said.step = step.value("why", "");
    const auto answer = result.traits.find(step.value("trait", ""));
    const Json ways = step.value("any_of", Json::array());
    for (const Json& way : ways) {
      const bool taken = answer != result.traits.end() && way.value("trait", "") == answer->second;
      if (taken && way.contains("grade")) said.way = way.value("why", "");
    }
  } catch (const Json::exception&) {
    // A step that this jcpspec does not have.
  }
  return said;
}

}  // namespace

bool is_judged(const RequirementResult& row) {
  constexpr std::string_view judged = " pass info warn fail crash hang ";
  return judged.find(" " + row.verdict + " ") != std::string_view::npos;
}

bool is_unkept(const RequirementResult& row, const RunResult& run) {
  if (row.verdict == "warn") return run.fail_on <= Grade::warn;
  if (row.verdict == "info") return run.fail_on <= Grade::info;
  return row.verdict == "fail" || row.verdict == "crash" || row.verdict == "hang";
}

Coverage coverage_of(const RunResult& run) {
  Coverage coverage;
  for (const RequirementResult& row : run.requirements) {
    ++coverage.all;
    if (is_judged(row)) ++coverage.judged;
    if (is_unkept(row, run)) ++coverage.unkept;
  }
  return coverage;
}

std::string why_a_warning(const ScenarioResult& result, const ProofResult& proof,
                          const Suite& suite) {
  const Requirement* rule = suite.catalogue().find(proof.requirement);
  const bool milder = rule && proof.outcome == Outcome::unmet && proof.grade == Grade::warn &&
                      default_grade(rule->level) == Grade::fail;
  if (!milder) return {};
  const Said said = said_of(result, proof.step, suite);
  // The nearest reason first; the catalogue speaks of its own grade only.
  const std::string of_rule = rule->grade == Grade::warn ? rule->grade_reason : std::string();
  for (const std::string& reason : {said.way, of_rule, said.step, said.file}) {
    if (!reason.empty()) return "counts as a warning because: " + reason;
  }
  return "counts as a warning: the scenario grades this way so";
}

std::string why_a_warning(const ScenarioResult& result, const Suite& suite,
                          const std::string& requirement) {
  for (const ProofResult& proof : result.proofs) {
    if (!requirement.empty() && proof.requirement != requirement) continue;
    const std::string reason = why_a_warning(result, proof, suite);
    if (!reason.empty()) return reason;
  }
  return {};
}

bool lacks_something_optional(const ScenarioResult& result) {
  return result.verdict == Verdict::pass &&
         std::ranges::any_of(result.proofs, [](const ProofResult& proof) {
           return proof.outcome == Outcome::unmet && proof.grade == Grade::info;
         });
}

std::pair<std::string, std::string> answer_in(const std::string& actual,
                                              const ScenarioResult& result) {
  for (const auto& [question, answer] : result.traits) {
    if (actual == question + ": " + answer) return {question, answer};
  }
  return {"", actual};
}

}  // namespace jcp::html
