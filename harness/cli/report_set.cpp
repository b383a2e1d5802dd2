#include "report_set.hpp"

#include <filesystem>

#include "reports/result_file.hpp"

namespace jcp::cli {

ReportSet::ReportSet(const OutputOptions& output, const ReportContext& context)
    : context_(context) {
  const std::string& folder = output.folder;
  if (!folder.empty()) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw UserError("--out " + folder + ": " + error.message());
    for (const Format& format : formats()) {
      add({std::string(format.name), folder + "/" + std::string(format.file)});
    }
  }
  for (const ReportOption& report : output.reports) add(report);
}

void ReportSet::add(const ReportOption& report) {
  if (!paths_.insert(report.file).second) {
    throw UserError("--report " + report.format + "=" + report.file + ": two reports in one file");
  }
  const Format* format = find_format(report.format);
  if (format->files) {
    folders_.push_back({format, ReportFolder(report.file)});
  } else {
    reports_.push_back({format, ReportFile(report.file)});
  }
}

void ReportSet::append_line(const std::string& line) {
  for (Report& report : reports_) {
    // One write a line: what was judged is in the file whatever becomes of us.
    if (!report.format->text) report.file.append(line + "\n");
  }
}

void ReportSet::begin(const RunResult& head, std::size_t selected) {
  target_arguments_ = head.target_arguments;
  for (Report& report : reports_) {
    if (!report.format->text) report.file.begin();
  }
  append_line(first_line(head, selected));
}

void ReportSet::finished(const ScenarioResult& result) {
  written_.insert(result.key());
  append_line(result_line(result, target_arguments_, context_));
}

void ReportSet::end(const RunResult& run) {
  for (const ScenarioResult& result : run.results) {
    if (!written_.contains(result.key()))
      append_line(result_line(result, target_arguments_, context_));
  }
  append_line(last_line(run, context_));
  for (Report& report : reports_) {
    if (report.format->text) {
      report.file.begin();
      report.file.append(report.format->text(run, context_));
    }
    report.file.close();
  }
  for (Folder& folder : folders_) {
    for (const FileOfReport& file : folder.format->files(run, context_)) {
      folder.folder.write(file.name, file.bytes);
    }
  }
}

std::string ReportSet::error() const {
  for (const Report& report : reports_) {
    if (!report.file.error().empty()) return report.file.error();
  }
  for (const Folder& folder : folders_) {
    if (!folder.folder.error().empty()) return folder.folder.error();
  }
  return {};
}

}  // namespace jcp::cli
