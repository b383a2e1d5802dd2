#pragma once
// A run with one result of each kind, whose texts are those that a fuzzer gives.

#include <string_view>

#include "harness/scenario/run_result.hpp"

namespace jcp::fuzz {

// The suite that the results are of: one scenario, one standing rule, three requirements.
const Suite& hostile_suite();

// `texts`: a NUL between two. They go into the fields that a target, a profile, a baseline or a
// result file fills, in the order of hostile_run.cpp; the last one takes all that is left. Fields
// without a text have one that is harmless.
RunResult hostile_run(std::string_view texts);

}  // namespace jcp::fuzz
