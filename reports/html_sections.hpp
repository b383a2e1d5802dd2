#pragma once
// The parts of the page that are there without script.

#include <string>
#include <vector>

#include "evidence.hpp"

namespace jcp::html {

// One target of the page; its label names it in links.
struct Column {
  const RunResult& run;
  std::string label;
};

// What became of the run in a few words, and in a sentence with its figures.
std::string outcome_of(const RunResult& run);
std::string outcome_sentence(const RunResult& run);
// "server under test", "component under test"
std::string role_of(const RunResult& run);
// Without the name before it.
std::string version_of(const RunResult& run);
// 12 Nov 1955, 22:04 UTC
std::string date_of(const RunResult& run);

// Everything about one target: outcome, counts, incidents, all results by verdict.
std::string target_section(const Column& column, const ReportContext& context);

// What is red with its dialogue, for paper and for readers without script. At most `most`.
std::string evidence_section(const Column& column, const ReportContext& context, std::size_t most);

// One line a target.
std::string targets_table(const std::vector<Column>& columns);
// Requirements by family, a column each target.
std::string requirements_table(const std::vector<Column>& columns, const Suite& suite);
// What the texts leave open, and what each target does there.
std::string traits_table(const std::vector<Column>& columns);

}  // namespace jcp::html
