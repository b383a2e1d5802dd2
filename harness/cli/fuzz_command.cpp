#include <cstdio>
#include <filesystem>

#include "commands.hpp"
#include "fuzz/campaign/campaign.hpp"
#include "fuzz/campaign/mock_profile.hpp"
#include "fuzz_progress.hpp"
#include "reports/printable.hpp"
#include "terminal.hpp"
#include "test_target.hpp"

namespace jcp::cli {

namespace {

// The built-in mocks, as processes of their own.
Profile mock_profile(bool component) {
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  return component ? fuzz::mock_component_profile(program) : fuzz::mock_server_profile(program);
}

fuzz::CampaignOptions campaign_of(const FuzzOptions& options) {
  fuzz::CampaignOptions campaign;
  campaign.profile = options.on.built_in() ? mock_profile(options.on.target == "mock-component")
                                           : profile_for(options.on);
  campaign.version = JCP_VERSION;
  campaign.folder = options.folder;
  campaign.seed = options.on.seed.value_or(1);
  campaign.guided = !options.no_guidance;
  if (options.time_ms) campaign.time = std::chrono::milliseconds(*options.time_ms);
  campaign.runs = options.runs;
  campaign.most_findings = options.max_findings;
  campaign.budget = options.budget;
  campaign.resume = !options.resume.empty();
  campaign.replay = options.replay;
  return campaign;
}

void print(const fuzz::CampaignResult& result, const FuzzOptions& options) {
  std::size_t flaky = 0;
  for (const fuzz::CampaignFinding& finding : result.findings) {
    if (finding.confirmed == 0) {
      ++flaky;
      continue;
    }
    std::printf("%s  seen %llu times, %d of %d on a fresh target  %s/%s\n", finding.bucket.c_str(),
                static_cast<unsigned long long>(finding.seen), finding.confirmed, finding.of,
                options.folder.c_str(), finding.file.c_str());
  }
  const std::string edges = result.edges > 0 ? std::to_string(result.edges) + " edges, " : "";
  std::printf(
      "%s: %llu cases in %.1f s (%.0f/s), %zu states, %s%zu findings, %zu not shown again, seed "
      "%llu\n",
      printable(result.target).c_str(), static_cast<unsigned long long>(result.cases),
      result.seconds, result.seconds > 0 ? static_cast<double>(result.cases) / result.seconds : 0.0,
      result.states, edges.c_str(), result.findings.size() - flaky, flaky,
      static_cast<unsigned long long>(result.seed));
  const std::pair<const char*, const std::string*> problems[] = {
      {"the target never came up: ", &result.never_ready},
      {"the campaign had to end: ", &result.lost},
      {"", &result.own_error}};
  for (const auto& [before, problem] : problems) {
    if (problem->empty()) continue;
    std::fprintf(stderr, "jcpspec: %s%s\n", before, printable(*problem).c_str());
  }
}

}  // namespace

int run(const FuzzOptions& options) {
  const fuzz::CampaignOptions campaign = campaign_of(options);
  fuzz::CampaignResult result;
  {
    FuzzProgress progress(
        campaign.profile.name,
        {is_terminal(Stream::err), wants_colour(Stream::err), width_of(Stream::err)});
    result = fuzz::run_campaign(campaign, progress);
  }
  print(result, options);
  return result.exit_code();
}

}  // namespace jcp::cli
