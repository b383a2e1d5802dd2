#pragma once
// Result files that the user names, and what comes out of work on them.

#include <string>
#include <vector>

#include "harness/scenario/run_result.hpp"
#include "options.hpp"

namespace jcp::cli {

// Throws UserError for a file that cannot be read or is not a result.
RunResult read_saved(const std::string& path);

// Whether one of `ids` (ids, keys, globs) names it.
bool named_by(const std::vector<std::string>& ids, const ScenarioResult& result);

// Reports as `jcpspec test` writes them, and on the screen the console's, or with `brief` what was
// written and the summary: 6 when one cannot be written, else the exit code of the run. Secrets
// were hidden when it was saved. Throws UserError.
int publish(const RunResult& run, const Suite& suite, const OutputOptions& output,
            bool brief = false);

}  // namespace jcp::cli
