#pragma once
// The files of --baseline and --write-baseline.

#include <optional>
#include <string>

#include "harness/scenario/baseline.hpp"
#include "reports/report_file.hpp"

namespace jcp::cli {

// "" is an empty one. Throws UserError.
Baseline read_baseline(const std::string& path);

// The file that --write-baseline names; "": none. A run that was not whole knows too little.
class BaselineFile {
 public:
  explicit BaselineFile(const std::string& path);

  // After it the run is judged by what was written.
  void write(const Baseline& before, const Suite& suite, Role role, RunResult& run);
  std::string error() const { return file_ ? file_->error() : ""; }

 private:
  std::optional<ReportFile> file_;
};

}  // namespace jcp::cli
