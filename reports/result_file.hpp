#pragma once
// The result file, JSON (reports/result.schema.json, docs/REPORTS.md): a contract with whoever
// reads it.

#include <string>

#include "evidence.hpp"

namespace jcp {

inline constexpr int result_schema = 1;  // a field that changes its meaning raises it

std::string result_file(const RunResult& run, const ReportContext& context);

// The same as lines that are written while the run goes on: one of each result between them. None
// of them ends with a line end.
std::string first_line(const std::string& target, std::uint64_t seed, const std::string& started,
                       std::size_t selected);
std::string result_line(const ScenarioResult& result, const ReportContext& context);
// Everything of the result file but the results; `settled` are those whose twin turned them
// blocked after their line was written.
std::string last_line(const RunResult& run, const ReportContext& context);

}  // namespace jcp
