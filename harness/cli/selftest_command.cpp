#include <cstdio>

#include "commands.hpp"
#include "harness/runner/selftest.hpp"
#include "mock-component/quirks.hpp"
#include "mock-server/quirks.hpp"
#include "suggestion.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

void check_quirk(const std::string& name) {
  if (name.empty() || mock::find_quirk(name) || mock::find_component_quirk(name)) return;
  std::vector<std::string> names;
  for (const mock::QuirkEntry& entry : mock::quirk_entries()) names.emplace_back(entry.name);
  for (const mock::QuirkEntry& entry : mock::component_quirk_entries()) {
    names.emplace_back(entry.name);
  }
  throw UserError("--quirk " + name + ": no such quirk" + suggestion(name, names));
}

// How many findings there were.
std::size_t print(const SelftestReport& report, const char* mock) {
  for (const std::string& finding : report.findings) std::printf("%s\n", finding.c_str());
  for (const std::string& group : report.synonyms) std::printf("synonyms: %s\n", group.c_str());
  std::printf(
      "selftest of the mock %s: %d cases, %d proofs, %d quirks (%d distinct), %d dialogues, "
      "%zu findings\n",
      mock, report.cases, report.proofs, report.quirks, report.distinct, report.runs,
      report.findings.size());
  return report.findings.size();
}

}  // namespace

int run(const SelftestOptions& options) {
  check_quirk(options.quirk);
  const Suite suite = load_suite(options.scenarios);
  check_ids(suite, options.filter.ids);
  Filter filter = options.filter;
  // In virtual time nothing is slow, and every scenario has a mock of its own to destroy.
  filter.classes = {"fast", "slow", "destructive"};
  std::size_t findings = 0;
  bool any = false;
  for (const auto& [role, mock] :
       {std::pair{Role::component, "server"}, std::pair{Role::server, "component"}}) {
    const std::vector<CaseRef> cases = select(suite, role, filter);
    if (cases.empty()) continue;
    any = true;
    findings += print(selftest(suite, role, cases, options.quirk), mock);
  }
  if (!any) throw UserError("nothing selected");
  return findings == 0 ? 0 : 1;
}

}  // namespace jcp::cli
