#pragma once
// GitHub flavoured Markdown for the summary of a CI step.

#include <string>

#include "evidence.hpp"

namespace jcp {

// GitHub drops a summary of more than 1 MiB.
inline constexpr std::size_t markdown_bytes = 900 * 1024;

// Totals, what is red and why, warnings, what was not judged, what is known, traits. At most
// `most` bytes: the last evidence goes first, and a line says how much.
std::string markdown_file(const RunResult& run, const ReportContext& context,
                          std::size_t most = markdown_bytes);
std::string markdown_report(const RunResult& run, const ReportContext& context);

}  // namespace jcp
