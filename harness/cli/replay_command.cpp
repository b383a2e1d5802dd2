// jcpspec replay: what was red in a saved run, again on a target that the user names.

#include <algorithm>
#include <cstdio>

#include "commands.hpp"
#include "reports/printable.hpp"
#include "saved_run.hpp"
#include "suite_source.hpp"
#include "test_run.hpp"

namespace jcp::cli {

namespace {

bool was_red(const ScenarioResult& result, const RunResult& run) {
  return counts_against(result, run.fail_on) || result.verdict == Verdict::error;
}

// What the file is asked for: the ids that the user names, else all that was red.
std::vector<std::string> keys_of(const RunResult& saved, const std::vector<std::string>& ids) {
  std::vector<std::string> keys;
  for (const ScenarioResult& result : saved.results) {
    const bool wanted = ids.empty() ? was_red(result, saved) : named_by(ids, result);
    // A standing rule is shown by the scenario in which it was broken.
    if (wanted && !result.id.starts_with("always/")) {
      keys.push_back(result.id + (result.case_name.empty() ? "" : "#" + result.case_name));
    }
  }
  return keys;
}

void print(const RunResult& saved, const RunResult& now, const std::vector<std::string>& keys) {
  int mended = 0, were_red = 0;
  std::printf("\n");
  for (const std::string& key : keys) {
    const auto before = std::ranges::find(saved.results, key, &ScenarioResult::key);
    const auto after = std::ranges::find(now.results, key, &ScenarioResult::key);
    if (after == now.results.end() || before == saved.results.end()) continue;
    const bool red = was_red(*after, now), red_before = was_red(*before, saved);
    const bool judged = after->verdict != Verdict::skip;
    were_red += red_before;
    mended += red_before && !red && judged;
    const char* what = !judged      ? "not judged"
                       : red        ? (red_before ? "still failing" : "failing now")
                       : red_before ? "fixed"
                                    : "as before";
    std::printf("%-13s  %s: %s -> %s\n", what, printable(key).c_str(),
                std::string(to_string(before->verdict)).c_str(),
                std::string(to_string(after->verdict)).c_str());
  }
  std::printf("%d of %d fixed\n", mended, were_red);
}

}  // namespace

int run(const ReplayOptions& options) {
  TestOptions test = options.test;
  if (test.target.empty() && test.connect.empty() && test.launch.empty()) {
    throw UserError("replay needs a target: a file starts nothing and names no address");
  }
  const RunResult saved = read_saved(options.file);
  const std::vector<std::string> keys = keys_of(saved, test.filter.ids);
  if (keys.empty()) {
    throw UserError(options.file + (test.filter.ids.empty() ? ": nothing in it was red"
                                                            : ": none of these is in it"));
  }
  test.filter.ids = keys;
  test.filter.classes = {"fast", "slow", "destructive"};
  if (!test.judging.fail_on) test.judging.fail_on = saved.fail_on;
  const TestRun now = run_test(test);
  print(saved, now.result, keys);
  return now.exit_code;
}

}  // namespace jcp::cli
