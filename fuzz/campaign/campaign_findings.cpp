// What becomes of something that must not be: shown again, made small, written down.

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <utility>

#include "campaign_loop.hpp"
#include "fuzz/minimiser.hpp"
#include "player_case.hpp"
#include "results.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;

namespace {

constexpr int replays = 3;           // on a fresh process
constexpr std::uint64_t doubts = 5;  // a bucket that was never shown again is not tried for ever

}  // namespace

CampaignFinding& CampaignLoop::entry_of(const Finding& finding) {
  auto& all = result_.findings;
  const auto known = std::ranges::find(all, finding.bucket, &CampaignFinding::bucket);
  if (known != all.end()) return *known;
  CampaignFinding entry;
  entry.oracle = finding.oracle;
  entry.bucket = finding.bucket;
  entry.detail = finding.detail;
  entry.number = scheduler_->cases();
  return all.emplace_back(std::move(entry));
}

std::size_t CampaignLoop::confirmed() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      result_.findings, [](const CampaignFinding& finding) { return finding.confirmed > 0; }));
}

asio::awaitable<void> CampaignLoop::handle(Finding finding) {
  CampaignFinding& entry = entry_of(finding);
  ++entry.seen;
  if (entry.confirmed > 0 || entry.seen > doubts) co_return;
  const int shown = co_await confirm(finding);
  if (interrupted_) co_return;
  if (shown > 0 && !replayed_) co_await make_small(finding);
  conclude(finding, shown, replays);
}

// What is known of it now goes to the screen, into the journal, and when it counts into a file.
void CampaignLoop::conclude(const Finding& finding, int confirmed, int of) {
  if (interrupted_) return;
  CampaignFinding& entry = entry_of(finding);
  entry.confirmed = confirmed;
  entry.of = of;
  entry.detail = finding.detail;
  observer_.note(finding.bucket + (confirmed > 0 ? "" : " (not shown again)") + ": " +
                 finding.detail);
  if (confirmed > 0) {
    const Role role = options_.profile.our_role();
    entry.file = finding_file(finding, role);
    const std::string problem = write_finding(finding, role, options_.folder);
    if (result_.own_error.empty()) result_.own_error = problem;
  }
  JournalFinding line;
  line.number = entry.number;
  line.oracle = finding.oracle;
  line.bucket = finding.bucket;
  line.detail = finding.detail;
  line.confirmed = confirmed;
  line.of = of;
  journal_->finding(line);
}

asio::awaitable<bool> CampaignLoop::shows_again(Session session, std::string bucket, bool fresh) {
  Observation seen;
  if (fresh) {
    seen = co_await player_->play_fresh(session);
  } else {
    seen = co_await player_->play(session);
  }
  co_return seen.finding&& seen.finding->bucket == bucket;
}

// The last cases that were played on the same stream, and this one, as one session.
std::optional<Session> CampaignLoop::with_history(const Session& session) const {
  Session whole;
  for (const Session& before : history_) {
    if (!opens(before)) whole.insert(whole.end(), before.begin(), before.end());
  }
  whole.insert(whole.end(), session.begin(), session.end());
  if (whole.size() == session.size() || !within_bounds(whole)) return std::nullopt;
  return whole;
}

// On fresh processes: how often of `replays`. Alone first, then with what was before it.
asio::awaitable<int> CampaignLoop::confirm(Finding& finding) {
  std::vector<Session> candidates = {finding.session};
  if (const auto longer = with_history(finding.session); longer && !opens(finding.session)) {
    candidates.push_back(*longer);
  }
  for (const Session& candidate : candidates) {
    int shown = 0;
    for (int i = 0; i < replays && !interrupted_; ++i) {
      const bool again = co_await shows_again(candidate, finding.bucket, true);
      shown += again ? 1 : 0;
      if (i == 1 && shown == 0 && candidates.size() > 1) break;
    }
    if (shown > 0) {
      finding.session = candidate;
      co_return shown;
    }
  }
  co_return 0;
}

// The smallest session that still shows it, after so many plays.
asio::awaitable<Session> CampaignLoop::smallest(Session found, std::uint64_t plays, Shows shows) {
  Minimiser minimiser(std::move(found));
  for (; plays > 0 && !interrupted_; --plays) {
    const std::optional<Session> candidate = minimiser.next();
    if (!candidate) break;
    const bool kept = co_await shows(*candidate);
    minimiser.tell(kept);
  }
  co_return minimiser.best();
}

// As long as the bucket is kept. What came out has to show it on a fresh process, or it is dropped.
asio::awaitable<void> CampaignLoop::make_small(Finding& finding) {
  const Shows shows = [this, &finding](const Session& session) {
    return shows_again(session, finding.bucket, false);
  };
  Finding small = finding;
  small.session = co_await smallest(finding.session, options_.budget, shows);
  if (small.session == finding.session) co_return;
  const Observation seen = co_await player_->play_fresh(small.session);
  if (!seen.finding || seen.finding->bucket != finding.bucket) co_return;
  finding.session = small.session;
  finding.detail = seen.finding->detail;
}

}  // namespace jcp::fuzz
