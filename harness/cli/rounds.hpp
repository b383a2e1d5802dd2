#pragma once
// The same scenarios several times: what agrees, what does not.

#include <vector>

#include "harness/scenario/run_result.hpp"
#include "options.hpp"

namespace jcp::cli {

// Another order of the same cases, a pure function of `seed`.
std::vector<CaseRef> shuffled(std::vector<CaseRef> cases, std::uint64_t seed);

// The cases of one shard: every one of them is in exactly one.
std::vector<CaseRef> shard_of(const std::vector<CaseRef>& cases, const Shard& shard);

// Results in the order of `cases`, whatever order they came in; others after them.
void sort_results(RunResult& run, const std::vector<CaseRef>& cases);

// One result a scenario: its worst one, unstable when its verdicts differ. `rounds` is not empty.
RunResult merge_rounds(const Suite& suite, Role role, std::vector<RunResult> rounds);

}  // namespace jcp::cli
