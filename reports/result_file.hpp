#pragma once
// The result file, JSON (reports/result.schema.json, docs/REPORTS.md): a contract with whoever
// reads it.

#include <string>

#include "evidence.hpp"

namespace jcp {

// must, should or may: what `--fail-on` says and a result file repeats.
std::string_view fail_on_name(Grade fail_on);
std::optional<Grade> fail_on_from(std::string_view name);

inline constexpr int result_schema = 1;  // a field that changes its meaning raises it

std::string result_file(const RunResult& run, const ReportContext& context);

// The same as lines that are written while the run goes on: one of each result between them. None
// of them ends with a line end.
// `head`: what is known before the run, its target, seed and the like.
std::string first_line(const RunResult& head, std::size_t selected);
std::string result_line(const ScenarioResult& result, const std::string& target_arguments,
                        const ReportContext& context);
// Everything of the result file but the results; of `support` the keys; `settled` are those whose
// twin turned them blocked after their line was written.
std::string last_line(const RunResult& run, const ReportContext& context);

}  // namespace jcp
