#pragma once
// What stands behind a verdict, where the verdict alone does not say it.

#include <cstddef>
#include <string>
#include <utility>

#include "evidence.hpp"

namespace jcp::html {

// The requirements of one side: how many there are, were judged, and are not kept.
struct Coverage {
  std::size_t all = 0, judged = 0, unkept = 0;
};
Coverage coverage_of(const RunResult& run);
bool is_judged(const RequirementResult& row);
// As far as it counts in this run.
bool is_unkept(const RequirementResult& row, const RunResult& run);

// "counts as a warning because ...", of an unmet MUST that does not count as a failure; "": of
// everything else.
std::string why_a_warning(const ScenarioResult& result, const ProofResult& proof,
                          const Suite& suite);
// Of all proofs of this result; `requirement`: of this one only.
std::string why_a_warning(const ScenarioResult& result, const Suite& suite,
                          const std::string& requirement = {});

// Whether something optional was not done, which changes no verdict.
bool lacks_something_optional(const ScenarioResult& result);

// Question and answer, when the divergence is the way that was taken; else nothing and `actual`.
std::pair<std::string, std::string> answer_in(const std::string& actual,
                                              const ScenarioResult& result);

}  // namespace jcp::html
