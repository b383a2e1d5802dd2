#pragma once
// Which results a machine that reads a report has to hear of.

#include <vector>

#include "evidence.hpp"

namespace jcp {

// Whether this result alone makes the run red: unknown to the baseline and an error of ours, or
// wrong at or above `run.fail_on`.
bool reddens(const ScenarioResult& result, const RunResult& run);

// A twin that was not selected stands outside the totals and decides the exit code all the same.
bool is_told(const ScenarioResult& support, const RunResult& run);

// All results, then those of the twins that are told.
std::vector<const ScenarioResult*> told_results(const RunResult& run);

}  // namespace jcp
