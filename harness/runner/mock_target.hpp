#pragma once
// The built-in targets: a fresh mock server, or a fresh mock component, for every scenario, in
// process, in virtual time.

#include <vector>

#include "harness/scenario/always.hpp"
#include "harness/scenario/run_result.hpp"
#include "mock-component/component.hpp"
#include "mock-server/server.hpp"

namespace jcp {

struct MockOptions {
  mock::QuirkSet quirks;                     // of the server
  mock::ComponentQuirkSet component_quirks;  // of the component
  bool lawful = false;
  std::uint64_t seed = 1;
};

// The first breach of each standing rule, by index in Suite::always_rules().
struct Breach {
  Divergence divergence;
  std::string key;  // of the scenario in which it happened
  Transcript transcript;
};
using Breaches = std::vector<std::optional<Breach>>;

// Standing rules applied to one finished run; `concerned` collects the rules that had something
// to say.
void apply_always(const Suite& suite, const CaseRef& ref, const Interpreter& run,
                  Breaches& breaches, std::vector<bool>& concerned);
// One result a standing rule that binds the target when we play `role`.
std::vector<ScenarioResult> always_results(const Suite& suite, Role role, const Breaches& breaches,
                                           const std::vector<bool>& concerned);

// One case, in which we play `role`; `breaches` as above.
ScenarioResult run_on_mock(const Suite& suite, Role role, const CaseRef& ref,
                           const MockOptions& options, Breaches& breaches,
                           std::vector<bool>& concerned);

// The cases and their twins, twins settled, standing rules included.
RunResult run_all_on_mock(const Suite& suite, Role role, const std::vector<CaseRef>& cases,
                          const MockOptions& options);

}  // namespace jcp
