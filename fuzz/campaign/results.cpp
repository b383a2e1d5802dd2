#include "results.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace jcp::fuzz {

using nlohmann::ordered_json;

namespace {

std::string write_file(const std::filesystem::path& path, std::string_view text) {
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) return path.string() + ": " + std::strerror(errno);
  return {};
}

ordered_json json_of(const CampaignFinding& finding) {
  ordered_json value = {{"bucket", finding.bucket}, {"oracle", finding.oracle},
                        {"detail", finding.detail}, {"case", finding.number},
                        {"seen", finding.seen},     {"confirmed", finding.confirmed},
                        {"of", finding.of}};
  if (!finding.file.empty()) value["file"] = finding.file;
  return value;
}

}  // namespace

std::string finding_file(const Finding& finding, Role role) {
  return "findings/" + scenario_path(finding, role);
}

std::string write_finding(const Finding& finding, Role role, const std::string& folder) {
  const std::filesystem::path base = folder;
  std::string problem = write_file(base / "sessions" / finding.bucket, encode(finding.session));
  if (!problem.empty()) return problem;
  return write_file(base / finding_file(finding, role), scenario_of(finding, role));
}

std::string write_results(const CampaignResult& result, const CampaignOptions& options) {
  ordered_json findings = ordered_json::array(), flaky = ordered_json::array();
  for (const CampaignFinding& finding : result.findings) {
    (finding.confirmed > 0 ? findings : flaky).push_back(json_of(finding));
  }
  const double rate = result.seconds > 0 ? static_cast<double>(result.cases) / result.seconds : 0;
  ordered_json value = {{"format", 1},
                        {"jcpspec", options.version},
                        {"target", result.target},
                        {"target_version", result.target_version},
                        {"role", result.role},
                        {"seed", result.seed},
                        {"guided", options.guided},
                        {"exit_code", result.exit_code()},
                        {"interrupted", result.interrupted},
                        {"cases", result.cases},
                        {"seconds", std::round(result.seconds * 1000) / 1000},
                        {"cases_per_second", std::round(rate * 10) / 10},
                        {"streams", result.streams},
                        {"starts", result.starts},
                        {"states", result.states},
                        {"edges", result.edges},
                        {"corpus", result.corpus},
                        {"hash", result.hash},
                        {"findings", findings},
                        {"flaky", flaky}};
  for (const auto& [name, text] :
       {std::pair("never_ready", &result.never_ready), std::pair("lost", &result.lost),
        std::pair("own_error", &result.own_error)}) {
    if (!text->empty()) value[name] = *text;
  }
  const std::string text = value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  return write_file(std::filesystem::path(options.folder) / "campaign.json", text);
}

}  // namespace jcp::fuzz
