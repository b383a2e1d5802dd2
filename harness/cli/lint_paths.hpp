#pragma once
// The files that `jcpspec check` looks at, and the tree they stand in.

#include <map>
#include <string>
#include <vector>

#include "harness/scenario/lint.hpp"

namespace jcp::cli {

struct LintPaths {
  FileSet files;                             // the whole tree: twins and rules are looked up in it
  std::map<std::string, std::string> named;  // path below scenarios/ -> as the user knows it

  bool concerned(const std::string& path) const { return named.contains(path); }
  std::string shown(const Finding& finding) const { return named.at(finding.path) + finding.what; }
  std::size_t count() const { return named.size(); }
};

// No path: the scenarios of the binary. A path inside a tree (a folder with requirements.json
// above it) is looked at with the rest of that tree, any other one with the scenarios of the
// binary. Throws UserError.
LintPaths lint_paths(const std::vector<std::string>& paths);

}  // namespace jcp::cli
