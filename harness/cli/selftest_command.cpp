#include <cstdio>

#include "commands.hpp"
#include "harness/runner/selftest.hpp"
#include "mock-server/quirks.hpp"
#include "suggestion.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

void check_quirk(const std::string& name) {
  if (name.empty() || mock::find_quirk(name)) return;
  std::vector<std::string> names;
  for (const mock::QuirkEntry& entry : mock::quirk_entries()) names.emplace_back(entry.name);
  throw UserError("--quirk " + name + ": no such quirk" + suggestion(name, names));
}

}  // namespace

int run(const SelftestOptions& options) {
  check_quirk(options.quirk);
  const Suite suite = load_suite(options.scenarios);
  check_ids(suite, options.filter.ids);
  Filter filter = options.filter;
  // In virtual time nothing is slow, and every scenario has a mock of its own to destroy.
  filter.classes = {"fast", "slow", "destructive"};
  const std::vector<CaseRef> cases = select(suite, Role::component, filter);
  if (cases.empty()) throw UserError("nothing selected");
  const SelftestReport report = selftest(suite, cases, options.quirk);
  for (const std::string& finding : report.findings) std::printf("%s\n", finding.c_str());
  for (const std::string& group : report.synonyms) std::printf("synonyms: %s\n", group.c_str());
  std::printf(
      "selftest: %d cases, %d proofs, %d quirks (%d distinct), %d dialogues, %zu findings\n",
      report.cases, report.proofs, report.quirks, report.distinct, report.runs,
      report.findings.size());
  return report.findings.empty() ? 0 : 1;
}

}  // namespace jcp::cli
