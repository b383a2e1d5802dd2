// A result file, or the texts of a run (hostile_run.hpp). Whatever is read can be written, by every
// writer there is; what they make has the form their readers rely on, and the page of HTML no
// script but ours. A result file that was written is read again, and written as the same.

#include <optional>
#include <string>

#include "fuzz/bytes_in.hpp"
#include "fuzz/hostile_run.hpp"
#include "fuzz/json_mutator.hpp"
#include "fuzz/line_by_line.hpp"
#include "fuzz/property.hpp"
#include "fuzz/user_errors.hpp"
#include "fuzz/well_formed.hpp"
#include "reports/console.hpp"
#include "reports/formats.hpp"
#include "reports/html.hpp"
#include "reports/result_file.hpp"
#include "reports/result_reader.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::size_t longest_input = 16 * 1024;

void require_none(std::string_view format, const Flaw& flaw) {
  if (flaw) violated("a report of the form " + std::string(format) + " is none", *flaw);
}

Flaw flaw_of(std::string_view format, const std::string& text) {
  if (format == "junit") return xml_flaw(text);
  if (format == "tap") return tap_flaw(text);
  if (format == "markdown") return markdown_flaw(text);
  if (format == "html") return html_flaw(text);
  return json_flaw(text);  // json, sarif, badge
}

std::optional<RunResult> read(std::string_view text) {
  try {
    return read_result_file(text, "input.json");
  } catch (const UserError& refusal) {
    require_pointed(refusal, "input.json");
    return std::nullopt;
  }
}

void written_by_all(const RunResult& run, const ReportContext& context) {
  for (const Format& format : formats()) {
    if (format.text) require_none(format.name, flaw_of(format.name, format.text(run, context)));
    if (!format.files) continue;
    for (const FileOfReport& file : format.files(run, context)) {
      require(!file.name.empty() && file.name.find('/') == std::string::npos,
              "a file of a report with a folder in its name");
      require_none(format.name, pcapng_flaw(file.bytes));
    }
  }
  require_none("matrix", html_flaw(matrix_file({run, run}, context.suite)));
  require_none("console", lines_flaw(console_report(run, context, {.transcripts = true})));
}

void lines_are_json(const RunResult& run, const ReportContext& context) {
  require_none("jsonl", json_flaw(first_line(run, run.results.size())));
  for (const ScenarioResult& result : run.results) {
    const std::string line = result_line(result, run.target_arguments, context);
    require_none("jsonl", json_flaw(line));
    require(line.find('\n') == std::string::npos, "a line of JSON is more than one");
  }
  require_none("jsonl", json_flaw(last_line(run, context)));
}

void read_again(const RunResult& run, const ReportContext& context) {
  const std::string text = result_file(run, context);
  const auto again = read(text);
  if (!again) violated("a result file that was written cannot be read");
  require(result_file(*again, context) == text, "a result file read again is written as another");
}

#ifdef JCP_PLANTED_FAULT
// An end of CDATA in what a result found, a reference in what it expected.
void planted_fault(const RunResult& run) {
  for (const ScenarioResult& result : run.results) {
    if (result.divergence && result.divergence->actual.find("]]>") != std::string::npos &&
        result.divergence->expected.find("&#") != std::string::npos) {
      planted_fault_found();
    }
  }
}
#endif

void write(const RunResult& run) {
#ifdef JCP_PLANTED_FAULT
  planted_fault(run);
#endif
  const ReportContext context{hostile_suite(), Redaction({"88mph"}, true)};
  written_by_all(run, context);
  lines_are_json(run, context);
  read_again(run, {hostile_suite(), Redaction()});
}

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  const std::string_view input = as_text(bytes, size);
  if (size > longest_input) return 0;
  if (!input.starts_with('{')) {
    write(hostile_run(input));
  } else if (const auto run = read(input)) {
    write(*run);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t most, unsigned seed) {
  return jcp::fuzz::mutate_json(bytes, size, most, seed);
}
