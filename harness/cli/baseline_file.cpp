#include "baseline_file.hpp"

#include <fstream>
#include <iterator>

namespace jcp::cli {

Baseline read_baseline(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw UserError("--baseline " + path + ": cannot be read");
  return Baseline::parse(text, path);
}

BaselineFile::BaselineFile(const std::string& path) {
  if (!path.empty()) file_.emplace(path);
}

void BaselineFile::write(const Baseline& before, const Suite& suite, Role role, RunResult& run) {
  if (!file_) return;
  if (run.interrupted || run.never_ready) return file_->discard();
  const std::string text = before.updated(suite, role, run);
  file_->begin();
  file_->append(text);
  file_->close();
  Baseline::parse(text, "the new baseline").mark(run);
  run.stale.clear();
  run.exit_code = exit_code_of(run);
}

}  // namespace jcp::cli
