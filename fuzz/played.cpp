#include "played.hpp"

#include <algorithm>

#include "harness/runner/mock_target.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::int64_t most_sent_bytes = 16 * 1024;

std::string file_name(const CaseRef& ref, Role role) {
  std::string name = judged_name(ref, role);
  std::ranges::replace(name, '/', '.');
  std::ranges::replace(name, '#', '_');
  return name;
}

}  // namespace

const Suite& shipped_suite() {
  static const Suite suite(embedded_scenarios(), true);
  return suite;
}

std::string judged_name(const CaseRef& ref, Role role) {
  return ref.key() + (role == Role::server ? "@server" : "");
}

void each_played(const std::function<void(const Played&)>& use) {
  for (const Scenario& scenario : shipped_suite().scenarios()) {
    for (const ScenarioCase& which : scenario.cases) {
      for (const auto& [role, program] : which.programs) {
        if (program.sent_bytes > most_sent_bytes) continue;
        const CaseRef ref{&scenario, &which};
        StandingRules rules(shipped_suite(), role);
        use({ref, role, file_name(ref, role), run_on_mock(shipped_suite(), role, ref, {}, rules)});
      }
    }
  }
}

}  // namespace jcp::fuzz
