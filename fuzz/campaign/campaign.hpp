#pragma once
// A campaign: sessions against a live target, the new ones mutated further, what is wrong
// confirmed, made small and written down.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/runner/profile.hpp"
#include "journal.hpp"

namespace jcp::fuzz {

struct CampaignOptions {
  Profile profile;
  std::string version;  // of jcpspec
  std::string folder;   // of the results: created; its journal is continued with `resume`
  std::uint64_t seed = 1;
  bool guided = true;
  std::optional<std::chrono::milliseconds> time;  // spent playing
  std::optional<std::uint64_t> runs;              // cases, those of a resumed journal included
  std::size_t most_findings = 100;                // distinct ones, then the campaign ends
  std::uint64_t budget = 300;                     // plays to make one finding small
  bool resume = false;
  std::string replay;  // a journal whose sessions are played again; then no chance is left
};

struct CampaignFinding {
  std::string oracle, bucket, detail;
  std::uint64_t number = 0;   // of the case that showed it first
  std::uint64_t seen = 0;     // how often
  int confirmed = 0, of = 0;  // replays on a fresh process; 0: flaky, it does not count
  std::string file;           // of the scenario, below the folder
};

struct CampaignResult {
  std::string target, target_version, role;
  std::uint64_t seed = 0;
  std::uint64_t cases = 0, streams = 0, starts = 0;
  double seconds = 0;
  std::size_t states = 0, edges = 0, corpus = 0;  // no edges: the target does not count them
  std::string hash;                               // over all sessions
  std::vector<CampaignFinding> findings;
  std::string never_ready;  // why the target did not come up
  std::string lost;         // why the campaign had to end early
  std::string own_error;    // a journal that cannot be written or replayed
  bool interrupted = false;

  // 130 interrupted, 6 a mistake of ours, 3 never came up, 4 crash or hang, 1 other findings, 0.
  int exit_code() const;
};

struct CampaignStatus {
  std::uint64_t cases = 0;
  double cases_a_second = 0;  // lately
  std::size_t states = 0, edges = 0, corpus = 0, findings = 0;
  std::optional<std::chrono::seconds> left;
};

class CampaignObserver {
 public:
  virtual ~CampaignObserver() = default;
  virtual void status(const CampaignStatus& status) = 0;
  virtual void note(const std::string& line) = 0;
};

// Runs until its end, SIGINT or SIGTERM; the result is complete either way, and written. Throws
// UserError: the folder, the journal.
CampaignResult run_campaign(const CampaignOptions& options, CampaignObserver& observer);

}  // namespace jcp::fuzz
