#pragma once
// A saved result file, read again: for merge, diff, convert, matrix, judge and replay.

#include <string>
#include <string_view>

#include "harness/scenario/run_result.hpp"

namespace jcp {

// Reads what result_file() or the lines of a jsonl report wrote; lines whose last one is missing
// are of a run that was interrupted. `file` is its name in messages. The file is hostile input:
// throws UserError with a JSON pointer for whatever does not fit reports/result.schema.json, and
// for totals that do not add up. Nothing in it is ever executed or opened.
RunResult read_result_file(std::string_view text, const std::string& file);

}  // namespace jcp
