#pragma once
// For tests of the built-in target: suites of a few scenarios over the catalogue of the judge's
// tests.

#include <string>
#include <utility>
#include <vector>

#include "harness/scenario/judge_test.hpp"

namespace jcp::testing {

// Path below scenarios/ without ".json" -> text.
inline Suite suite_of(const std::vector<std::pair<std::string, std::string>>& scenarios) {
  FileSet files = embedded_scenarios();
  std::erase_if(files, [](const auto& file) { return file.first.find('/') != std::string::npos; });
  files["requirements.json"] = catalogue_text();
  for (const auto& [id, text] : scenarios) files[id + ".json"] = text;
  return Suite(files);
}

inline std::vector<CaseRef> all_of(const Suite& suite) {
  return select(suite, Role::component, Filter{.classes = {"fast", "slow", "destructive"}});
}

inline const std::string accepted = R"([ { "establish": {}, "proves": ["M1"] } ])";
inline const std::string wrong_digest = R"([
  { "connect": {} }, { "send": "${header}" }, { "expect": { "header": {} } },
  { "send": "<handshake>${digest:wrong-secret}</handshake>" },
  { "expect": { "stream_error": "not-authorized" }, "proves": ["S1"] },
  { "expect": "disconnect", "proves": ["M1"] } ])";

}  // namespace jcp::testing
