#pragma once
// One function a subcommand: its options in, the exit code of the process out. UserError is for
// main to print.

#include "options.hpp"

namespace jcp::cli {

int run(const TestOptions& options);
int run(const ListOptions& options);
int run(const ShowOptions& options);
int run(const ExplainOptions& options);
int run(const CheckOptions& options);
int run(const CoverageOptions& options);
int run(const DoctorOptions& options);
int run(const InitOptions& options);
int run(const SelftestOptions& options);
int run(const MockServerOptions& options);
int run(const MockComponentOptions& options);
int run(const ReplayOptions& options);
int run(const JudgeOptions& options);
int run(const MergeOptions& options);
int run(const ConvertOptions& options);
int run(const DiffOptions& options);
int run(const MatrixOptions& options);
int run(const TraitsOptions& options);
int run(const FuzzOptions& options);
int run(const ImportOptions& options);

}  // namespace jcp::cli
