#include <cstdio>

#include "commands.hpp"
#include "harness/runner/mock_target.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

int run(const TestOptions& options) {
  const Suite suite = load_suite(options.scenarios, options.strict);
  check_ids(suite, options.filter.ids);
  if (!options.built_in()) throw UserError("only the built-in mock can be tested yet");
  const std::vector<CaseRef> cases = select(suite, Role::component, options.filter);
  MockOptions mock;
  mock.seed = options.seed.value_or(1);
  const RunResult run = run_all_on_mock(suite, cases, mock);
  for (const auto& r : run.results) {
    if (r.verdict == Verdict::pass) continue;
    std::printf("%s %s: %s\n", std::string(to_string(r.verdict)).c_str(), r.key().c_str(), r.reason.c_str());
    if (r.divergence) std::printf("   %s expected %s\n   actual %s\n", r.divergence->step.c_str(), r.divergence->expected.c_str(), r.divergence->actual.c_str());
  }
  const Totals t = totals_of(run.results);
  std::printf("mock: %d = %d pass %d warn %d fail %d crash %d hang %d blocked %d skip %d error\n", t.selected, t.pass, t.warn, t.fail, t.crash, t.hang, t.blocked, t.skip, t.error);
  return exit_code_of(run, options.fail_on.value_or(Grade::fail));
}

}  // namespace jcp::cli
