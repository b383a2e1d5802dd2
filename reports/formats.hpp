#pragma once
// The kinds of reports there are: one table for the command line and for whoever writes them.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence.hpp"

namespace jcp {

// One file below the folder that a report of many files goes to.
struct FileOfReport {
  std::string name;  // no folder in it
  std::string bytes;
};

struct Format {
  std::string_view name;  // of --report NAME=FILE
  std::string_view file;  // its name below `--out DIR`
  // The whole file; nullptr: it grows while the run goes on (jsonl) or is a folder.
  std::string (*text)(const RunResult& run, const ReportContext& context) = nullptr;
  // The files of a folder.
  std::vector<FileOfReport> (*files)(const RunResult& run, const ReportContext& context) = nullptr;
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);
std::vector<std::string> format_names();

}  // namespace jcp
