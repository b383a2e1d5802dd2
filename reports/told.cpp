#include "told.hpp"

namespace jcp {

namespace {

bool is_wrong(const ScenarioResult& result, const RunResult& run) {
  return result.verdict == Verdict::error || counts_against(result, run.fail_on);
}

}  // namespace

bool reddens(const ScenarioResult& result, const RunResult& run) {
  return !result.known && is_wrong(result, run);
}

bool is_told(const ScenarioResult& support, const RunResult& run) {
  return support.known || is_wrong(support, run);
}

std::vector<const ScenarioResult*> told_results(const RunResult& run) {
  std::vector<const ScenarioResult*> told;
  for (const ScenarioResult& result : run.results) told.push_back(&result);
  for (const ScenarioResult& result : run.support) {
    if (is_told(result, run)) told.push_back(&result);
  }
  return told;
}

}  // namespace jcp
