#pragma once
// What a campaign leaves in its folder beside the journal.

#include <string>

#include "campaign.hpp"
#include "fuzz/finding.hpp"

namespace jcp::fuzz {

// Where its scenario lies below the folder of a campaign. findings/ is a folder of scenarios.
std::string finding_file(const Finding& finding, Role role);
// The scenario, and sessions/BUCKET, a corpus file. "" or why not.
std::string write_finding(const Finding& finding, Role role, const std::string& folder);

// campaign.json. "" or why not.
std::string write_results(const CampaignResult& result, const CampaignOptions& options);

}  // namespace jcp::fuzz
