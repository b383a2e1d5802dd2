#pragma once
// The Test Anything Protocol, version 14 (testanything.org), for whatever reads it: prove's heirs,
// node-tap, Jenkins, GitLab.

#include <string>

#include "evidence.hpp"

namespace jcp {

// A test point a result, then one for each red twin, stale entry and incident. It is a success to
// a reader of TAP exactly when `run.exit_code` is 0.
std::string tap_file(const RunResult& run, const ReportContext& context);

}  // namespace jcp
