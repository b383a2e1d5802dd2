#pragma once
// What the texts leave open, and which way each target takes.

#include <map>
#include <string>
#include <vector>

#include "harness/scenario/run_result.hpp"

namespace jcp {

using Answers = std::map<std::string, int>;  // answer -> scenarios that saw it

// Question -> answers.
std::map<std::string, Answers> traits_of(const RunResult& run);

// "refused x12, ignored": printable; "" for none.
std::string in_words(const Answers& answers);

// A row a question, a column a run, in the order given; Markdown, which reads well as text too.
// `only_different`: without the rows in which all runs that were asked agree.
std::string traits_table(const std::vector<RunResult>& runs, bool only_different);

// The name of a target with its version, unless that begins with the name already. Not escaped.
std::string full_name(const RunResult& run);

}  // namespace jcp
