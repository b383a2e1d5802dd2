#pragma once
// The built-in targets: a fresh mock server, or a fresh mock component, for every scenario, in
// process, in virtual time.

#include <vector>

#include "harness/scenario/run_result.hpp"
#include "harness/scenario/standing_rules.hpp"
#include "mock-component/component.hpp"
#include "mock-server/server.hpp"

namespace jcp {

struct MockOptions {
  mock::QuirkSet quirks;                     // of the server
  mock::ComponentQuirkSet component_quirks;  // of the component
  bool lawful = false;
  std::uint64_t seed = 1;
};

// One case, in which we play `role`; `rules` hear it.
ScenarioResult run_on_mock(const Suite& suite, Role role, const CaseRef& ref,
                           const MockOptions& options, StandingRules& rules);

// The cases and their twins, twins settled, standing rules included.
RunResult run_all_on_mock(const Suite& suite, Role role, const std::vector<CaseRef>& cases,
                          const MockOptions& options);

}  // namespace jcp
