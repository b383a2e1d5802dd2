// Files of our users: the scenarios and standing rules as they are; result files of one result,
// with and without quirks of the mock, as one document and as lines.

#include <algorithm>
#include <array>

#include "fuzz/played.hpp"
#include "harness/runner/mock_target.hpp"
#include "harness/scenario/json_file.hpp"
#include "reports/result_file.hpp"
#include "scenarios/embedded.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {

namespace {

void scenario_files(const SeedWriter& write) {
  for (const auto& [path, text] : embedded_scenarios()) {
    if (path.find('/') == std::string::npos || text.size() > longest_seed) continue;
    std::string name = path;
    std::ranges::replace(name, '/', '.');
    write("scenario_load", name, text);
  }
}

// All fields of a saved run but the results have one value.
RunResult run_of(const ScenarioResult& result, Role role) {
  RunResult run;
  run.tool_version = "1";
  run.target_name = role == Role::component ? "mock" : "mock-component";
  run.target_role = role == Role::component ? "server" : "component";
  run.started = "1955-11-12T22:04:00Z";
  run.results = {result};
  run.exit_code = exit_code_of(run);
  return run;
}

void result_files(const SeedWriter& write, const std::string& name, const RunResult& run) {
  const ReportContext context{shipped_suite(), Redaction()};
  const std::string whole = parse_json(result_file(run, context), name).dump() + "\n";
  if (whole.size() <= longest_seed) write("report", name + "--json", whole);
  const std::string lines = first_line(run, 1) + "\n" +
                            result_line(run.results[0], run.target_arguments, context) + "\n" +
                            last_line(run, context) + "\n";
  if (lines.size() <= longest_seed) write("report", name + "--jsonl", lines);
}

ScenarioResult with_quirk(const Played& played, mock::Quirk quirk) {
  MockOptions options;
  options.quirks = {quirk};
  StandingRules rules(shipped_suite(), played.role);
  return run_on_mock(shipped_suite(), played.role, played.ref, options, rules);
}

}  // namespace

void seeds_of_files(const SeedWriter& write) {
  scenario_files(write);
  using mock::Quirk;
  constexpr std::array quirks = {Quirk::never_acknowledges, Quirk::accepts_any_digest};
  each_played([&](const Played& played) {
    result_files(write, played.name, run_of(played.result, played.role));
    if (played.role == Role::server) return;
    for (std::size_t i = 0; i < quirks.size(); ++i) {
      result_files(write, played.name + "--quirk-" + std::to_string(i),
                   run_of(with_quirk(played, quirks[i]), played.role));
    }
  });
}

}  // namespace jcp::fuzz
