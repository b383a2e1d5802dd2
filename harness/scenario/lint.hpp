#pragma once
// What is wrong with scenario files beyond what stops them from loading: `jcpspec check`.

#include <set>
#include <string>
#include <vector>

#include "suite.hpp"

namespace jcp {

// Names that other parts own: the judge does not know the mocks.
struct LintNames {
  std::set<std::string> server_quirks;
  std::set<std::string> component_quirks;  // empty: not checked
};

struct Finding {
  std::string path;  // below scenarios/
  std::string what;  // ":/json/pointer: sentence"
};

// All findings, file by file. Throws UserError only for a broken catalogue or schema.
std::vector<Finding> lint(const FileSet& files, const LintNames& names);

}  // namespace jcp
