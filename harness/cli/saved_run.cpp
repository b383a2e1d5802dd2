#include "saved_run.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "harness/scenario/user_error.hpp"
#include "harness/xmpp/limits.hpp"
#include "report_set.hpp"
#include "reports/console.hpp"
#include "reports/result_reader.hpp"
#include "terminal.hpp"

namespace jcp::cli {

RunResult read_saved(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  if (in) {
    in.seekg(0, std::ios::end);
    const std::streamoff size = in.tellg();
    if (size > static_cast<std::streamoff>(limits::result_file_bytes)) {
      throw UserError(path + ": larger than a result file can be");
    }
    in.seekg(0);
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  if (!in) throw UserError(path + ": cannot be read");
  return read_result_file(text, path);
}

bool named_by(const std::vector<std::string>& ids, const ScenarioResult& result) {
  return std::ranges::any_of(ids, [&](const std::string& id) {
    return glob_matches(id, result.id) || glob_matches(id, result.key());
  });
}

int publish(const RunResult& run, const Suite& suite, const OutputOptions& output, bool brief) {
  const ReportContext context{suite, {}};
  ReportSet reports(output, context);
  reports.begin(run, run.results.size());
  reports.end(run);
  const ConsoleOptions console{wants_colour(Stream::out), output.show_transcript};
  const std::string text = brief ? summary_line(run) + "\n" : console_report(run, context, console);
  std::fputs(text.c_str(), stdout);
  if (reports.error().empty()) return run.exit_code;
  std::fprintf(stderr, "jcpspec: %s\n", reports.error().c_str());
  return 6;
}

}  // namespace jcp::cli
