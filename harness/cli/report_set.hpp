#pragma once
// All the files that one run is reported to.

#include <set>
#include <string>
#include <vector>

#include "harness/scenario/run_observer.hpp"
#include "options.hpp"
#include "reports/formats.hpp"
#include "reports/report_file.hpp"
#include "reports/report_folder.hpp"

namespace jcp::cli {

class ReportSet : public RunObserver {
 public:
  // Opens every file and folder. `context` must outlive it. Throws UserError.
  ReportSet(const OutputOptions& output, const ReportContext& context);

  // The header of the files that grow. Before the run; `head` is what is known of it.
  void begin(const RunResult& head, std::size_t selected);
  void started(std::size_t) override {}
  void finished(const ScenarioResult& result) override;
  void note(const std::string&) override {}
  // Everything else.
  void end(const RunResult& run);

  // "" when all was written; else one sentence.
  std::string error() const;

 private:
  struct Report {
    const Format* format;
    ReportFile file;
  };
  struct Folder {
    const Format* format;
    ReportFolder folder;
  };
  void add(const ReportOption& report);
  void append_line(const std::string& line);

  const ReportContext& context_;
  std::string target_arguments_;
  std::vector<Report> reports_;
  std::vector<Folder> folders_;
  std::set<std::string> paths_;
  std::set<std::string> written_;  // keys
};

}  // namespace jcp::cli
