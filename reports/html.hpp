#pragma once
// The page for people: one file that needs nothing else, of one target or of many side by side.

#include <string>
#include <vector>

#include "evidence.hpp"

namespace jcp {

// Lists and tables are there without script; reports/html/*.js adds filters and the evidence of
// each result, from the result files that the page carries as JSON.
std::string html_file(const RunResult& run, const ReportContext& context);

// Implementations as columns. `runs` come from result files, so nothing is redacted again, and
// whatever stands in them is treated as hostile.
std::string matrix_file(const std::vector<RunResult>& runs, const Suite& suite);

}  // namespace jcp
