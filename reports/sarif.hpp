#pragma once
// SARIF 2.1.0 (OASIS), for code scanning on GitHub and elsewhere.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evidence.hpp"

namespace jcp {

// One thing that is wrong with the target, whoever found it.
struct SarifFinding {
  std::string rule;  // a requirement, or one of our own: "jcpspec-crash"
  Grade grade = Grade::fail;
  std::string key;      // of what found it: with the rule and the target it names the finding
  std::string message;  // without secrets
  std::string file;     // in the tree of jcpspec; "": the catalogue
  int line = 1;
  std::optional<KnownDeviation> known;
  std::vector<std::pair<std::string, std::string>> properties;
};

// Unmet requirements that are worth a warning at least, crashes, hangs and incidents.
std::vector<SarifFinding> sarif_findings(const RunResult& run, const ReportContext& context);

// Of `run` the log says how it went; what was found is in `findings` alone.
std::string sarif_log(const RunResult& run, const ReportContext& context,
                      const std::vector<SarifFinding>& findings);

std::string sarif_file(const RunResult& run, const ReportContext& context);

}  // namespace jcp
