#include <cstdio>
#include <span>

#include "commands.hpp"
#include "harness/scenario/lint.hpp"
#include "lint_paths.hpp"
#include "mock-component/quirks.hpp"
#include "mock-server/quirks.hpp"

namespace jcp::cli {

namespace {

// Those that a proof can name.
std::set<std::string> names_of(std::span<const mock::QuirkEntry> entries) {
  std::set<std::string> names;
  for (const mock::QuirkEntry& entry : entries) {
    if (entry.kind != mock::QuirkKind::fuzz) names.emplace(entry.name);
  }
  return names;
}

LintNames known_names() {
  return {names_of(mock::quirk_entries()), names_of(mock::component_quirk_entries())};
}

}  // namespace

int run(const CheckOptions& options) {
  const LintPaths paths = lint_paths(options.paths);
  int findings = 0;
  for (const Finding& finding : lint(paths.files, known_names())) {
    if (!paths.concerned(finding.path)) continue;
    std::printf("%s\n", paths.shown(finding).c_str());
    ++findings;
  }
  if (findings > 0) {
    std::fprintf(stderr, "jcpspec: %d finding%s\n", findings, findings == 1 ? "" : "s");
    return 2;
  }
  std::printf("%zu files are sound\n", paths.count());
  return 0;
}

}  // namespace jcp::cli
