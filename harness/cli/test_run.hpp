#pragma once
// What `jcpspec test` does, for whoever wants to look at what came out.

#include "harness/scenario/run_result.hpp"
#include "options.hpp"

namespace jcp::cli {

struct TestRun {
  RunResult result;
  int exit_code = 0;  // of the process: a report that could not be written counts, too
};

// Judges, writes the reports, prints. Throws UserError.
TestRun run_test(const TestOptions& options);

}  // namespace jcp::cli
