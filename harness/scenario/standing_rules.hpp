#pragma once
// The standing rules over a whole run (docs/SCENARIOS.md section 9).

#include <optional>
#include <string>
#include <vector>

#include "result.hpp"
#include "suite.hpp"

namespace jcp {

class Interpreter;

class StandingRules {
 public:
  // Those that bind the target when we play `role`. `suite` must outlive it.
  StandingRules(const Suite& suite, Role role);

  // One dialogue that has ended, a play of `ref`.
  void hear(const CaseRef& ref, const Interpreter& dialogue);

  // One each; what was never spoken of is skipped. The first breach is the evidence.
  std::vector<ScenarioResult> results() const;

 private:
  struct Breach {
    Divergence divergence;
    std::string key;  // of the case in which it happened
    Transcript transcript;
  };
  struct Watched {
    const AlwaysRule* rule;
    bool concerned = false;
    std::optional<Breach> breach;
  };
  static ScenarioResult result_of(const Watched& watched);

  std::vector<Watched> rules_;
};

}  // namespace jcp
