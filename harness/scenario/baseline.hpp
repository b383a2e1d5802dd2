#pragma once
// What a project already knows to be wrong with its target, so that only news is red
// (docs/REPORTS.md, "Baseline").

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "run_result.hpp"

namespace jcp {

struct BaselineEntry {
  std::string id;  // "id#case@variant"; with '*' or '?' a glob over such keys
  std::set<Verdict> verdicts;
  std::optional<std::set<std::string>> unmet;  // requirements; nullopt: any
  std::string reason, url;
};

class Baseline {
 public:
  // Throws UserError.
  static Baseline parse(std::string_view text, const std::string& file);

  // Whether an entry speaks of all that is wrong with it. Requirements graded milder than
  // `fail_on` do not count.
  bool covers(const ScenarioResult& result, Grade fail_on) const {
    return covering(result, fail_on) != nullptr;
  }

  // Sets ScenarioResult::known where an entry covers what is wrong, and clears it elsewhere.
  void mark(RunResult& run) const;

  // Entries that name nothing, and those all of whose scenarios were judged in this run and are
  // in order.
  std::vector<StaleEntry> stale(const Suite& suite, Role role, const RunResult& run) const;

  // The file that would cover this run: the entries there are, but for stale ones, with what is
  // new. Verdict `error` is ours and never covered. `run` was marked by this baseline.
  std::string updated(const Suite& suite, Role role, const RunResult& run) const;

 private:
  const BaselineEntry* covering(const ScenarioResult& result, Grade fail_on) const;

  std::vector<BaselineEntry> entries_;
};

}  // namespace jcp
