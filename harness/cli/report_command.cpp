// jcpspec report ...: work on saved results.

#include <algorithm>
#include <cstdio>

#include "baseline_file.hpp"
#include "commands.hpp"
#include "reports/diff.hpp"
#include "reports/html.hpp"
#include "reports/merge.hpp"
#include "reports/publishable.hpp"
#include "reports/report_file.hpp"
#include "reports/result_file.hpp"
#include "reports/traits.hpp"
#include "saved_run.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

int complain(const std::string& error) {
  if (error.empty()) return 0;
  std::fprintf(stderr, "jcpspec: %s\n", error.c_str());
  return 6;
}

// 6 when it cannot be written; "" is no file.
int write_file(const std::string& path, const std::string& text) {
  if (path.empty()) return 0;
  ReportFile file(path);
  file.begin();
  file.append(text);
  file.close();
  return complain(file.error());
}

std::vector<RunResult> read_all(const std::vector<std::string>& files) {
  std::vector<RunResult> runs;
  for (const std::string& file : files) runs.push_back(read_saved(file));
  return runs;
}

}  // namespace

int run(const MergeOptions& options) {
  std::vector<NamedRun> runs;
  for (const std::string& file : options.files) runs.push_back({file, read_saved(file)});
  const Suite suite = load_suite(options.scenarios, runs.front().run.strict);
  const Baseline baseline = read_baseline(options.judging.baseline);
  RunResult all = merged(suite, std::move(runs));
  all.fail_on = options.judging.fail_on.value_or(all.fail_on);
  const bool gated = !options.judging.baseline.empty();
  if (gated || !options.write_baseline.empty()) baseline.mark(all);
  if (gated) {
    all.stale = baseline.stale(suite, all.our_role(), all);
  }
  all.exit_code = exit_code_of(all);
  BaselineFile new_baseline(options.write_baseline);
  new_baseline.write(baseline, suite, all.our_role(), all);
  const int written = write_file(options.out, result_file(all, {suite, {}}));
  const int exit_code = publish(all, suite, options.output);
  return std::max({written, complain(new_baseline.error())}) == 0 ? exit_code : 6;
}

int run(const ConvertOptions& options) {
  RunResult run = read_saved(options.file);
  const Suite suite = load_suite(options.scenarios, run.strict);
  if (options.publishable) run = publishable(std::move(run), suite);
  // It says what was found, not whether that is good.
  const bool brief = !options.output.reports.empty() || !options.output.folder.empty();
  const bool failed = publish(run, suite, options.output, brief) == 6;
  return failed && run.exit_code != 6 ? 6 : 0;
}

int run(const DiffOptions& options) {
  const RunResult before = read_saved(options.before), after = read_saved(options.after);
  if (before.target_role != after.target_role) {
    throw UserError("one of them is of a server, the other of a component");
  }
  const std::vector<Flip> flips = flips_between(before, after);
  std::fputs(diff_text(before, after, flips).c_str(), stdout);
  return std::ranges::any_of(flips, &Flip::worse) ? 1 : 0;
}

int run(const MatrixOptions& options) {
  return write_file(options.out,
                    matrix_file(read_all(options.files), load_suite(options.scenarios)));
}

int run(const TraitsOptions& options) {
  const std::string table = traits_table(read_all(options.files), options.different);
  if (!options.out.empty()) return write_file(options.out, table);
  std::fputs(table.c_str(), stdout);
  return 0;
}

}  // namespace jcp::cli
