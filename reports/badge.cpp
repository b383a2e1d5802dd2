#include "badge.hpp"

#include <algorithm>

#include "harness/scenario/json_file.hpp"
#include "told.hpp"

namespace jcp {

namespace {

struct Badge {
  std::string message;
  const char* color = "red";
};

void add(std::string& text, std::ptrdiff_t count, std::string_view what) {
  if (count == 0) return;
  text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(what);
}

Badge green(const RunResult& run) {
  const Totals t = totals_of(run.results);
  const auto known = std::ranges::count_if(
      run.results, [](const ScenarioResult& result) { return result.known.has_value(); });
  Badge badge;
  add(badge.message, t.pass, "pass");
  add(badge.message, t.warn, "warn");
  add(badge.message, t.skip, "skip");
  add(badge.message, known, "known");
  badge.color = known > 0 ? "yellowgreen" : t.warn > 0 ? "green" : "brightgreen";
  return badge;
}

// What nobody knew of, the worst first.
Badge red(const RunResult& run) {
  Badge badge;
  const auto told = told_results(run);
  for (const Verdict verdict : {Verdict::crash, Verdict::hang, Verdict::fail, Verdict::blocked,
                                Verdict::warn, Verdict::pass}) {
    const auto count = std::ranges::count_if(told, [&](const ScenarioResult* result) {
      return result->verdict == verdict && reddens(*result, run);
    });
    // What passes is red for its remarks alone, with --fail-on may.
    add(badge.message, count, verdict == Verdict::pass ? "info" : to_string(verdict));
  }
  add(badge.message, static_cast<std::ptrdiff_t>(run.incidents.size()),
      run.incidents.size() == 1 ? "incident" : "incidents");
  return badge;
}

Badge badge_of(const RunResult& run) {
  switch (run.exit_code) {
    case 0:
      return green(run);
    case 1:
    case 4:
      return red(run);
    case 2:
      return {"nothing judged", "lightgrey"};
    case 3:
      return {"never came up", "red"};
    case 5:
      return {"stale baseline", "orange"};
    case 130:
      return {"interrupted", "lightgrey"};
    default:
      return {"error", "lightgrey"};
  }
}

}  // namespace

std::string badge_file(const RunResult& run, const ReportContext&) {
  const Badge badge = badge_of(run);
  const Json json{{"schemaVersion", 1},
                  {"label", "XEP-0114"},
                  {"message", badge.message},
                  {"color", badge.color},
                  {"isError", run.exit_code != 0}};
  return json.dump(1) + "\n";
}

}  // namespace jcp
