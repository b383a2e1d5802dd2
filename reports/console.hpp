#pragma once
// The report for people at a terminal and for the log of a CI job.

#include <string>

#include "evidence.hpp"

namespace jcp {

struct ConsoleOptions {
  bool colour = false;
  bool transcripts = false;  // of every scenario, in full
};

// Reds with their evidence, warnings, what was blocked and skipped and why, traits; the summary
// with the target's name is last. Throws std::logic_error when the totals do not add up.
std::string console_report(const RunResult& run, const ReportContext& context,
                           const ConsoleOptions& options);

// "mock: 3 selected = 2 pass + 1 fail"
std::string summary_line(const RunResult& run);

}  // namespace jcp
