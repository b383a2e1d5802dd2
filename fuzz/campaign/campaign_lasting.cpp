// Faults that no single case shows: growth, a processor that is kept busy, time that grows faster
// than the input. What was suspected is played again on a fresh process, over and over, and the
// cases that do it are found by halving.

#include <algorithm>
#include <array>
#include <boost/asio/any_io_executor.hpp>

#include "campaign_loop.hpp"
#include "harness/scenario/measure.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds between_looks{500}, between_idles{5'000};
constexpr std::uint64_t plays_a_round = 200;
constexpr int rounds = 4;
constexpr int most_suspicions = 2;  // suspicions that are looked into: it takes seconds
// What is slower than this, and than most, may be slow for its size.
constexpr Micros slow_us = 150'000;
constexpr int attempts = 3;
constexpr std::uint64_t plays_to_make_small = 60;  // each takes about a second
constexpr std::array scalings = {Scaling::longest_run, Scaling::content};

std::string bucket_of(const std::string& oracle) {
  if (oracle == "spin") return "spin-while-idle";
  return oracle == "superlinear" ? "superlinear-time" : oracle + "-grow";
}

std::string detail_of(const std::string& oracle) {
  if (oracle == "spin") return "it keeps a processor busy although nothing is asked of it";
  return oracle + " grow with every case, and are not given back";
}

}  // namespace

asio::awaitable<void> CampaignLoop::look_at_vitals() {
  const Clock::time_point now = Clock::now();
  if (!player_->subject().managed() || now - looked_ < between_looks) co_return;
  looked_ = now;
  if (player_->starts() != watched_start_) vitals_.clear();
  watched_start_ = player_->starts();
  const std::optional<Usage> usage = co_await player_->subject().usage();
  if (!usage) co_return;
  if (const auto suspicion = vitals_.add(*usage)) {
    vitals_.clear();
    co_await handle_lasting(*suspicion);
  }
  if (now - idled_ < between_idles) co_return;
  idled_ = now;
  const bool spinning = co_await spins(player_->subject());
  const std::string spin = "spin";
  if (spinning) co_await handle_lasting(spin);
}

asio::awaitable<void> CampaignLoop::handle_lasting(std::string oracle) {
  Finding finding{oracle, bucket_of(oracle), detail_of(oracle), {}};
  if (window_.empty() || ++suspicions_[oracle] > most_suspicions) co_return;
  std::vector<Session> suspects(window_.begin(), window_.end());
  const bool shown = co_await shows_lasting(suspects, oracle);
  while (shown && suspects.size() > 1 && !interrupted_) {
    const auto middle = suspects.begin() + static_cast<std::ptrdiff_t>(suspects.size() / 2);
    std::vector<Session> first(suspects.begin(), middle), second(middle, suspects.end());
    const bool in_first = co_await shows_lasting(first, oracle);
    bool in_second = false;
    if (!in_first) in_second = co_await shows_lasting(second, oracle);
    if (!in_first && !in_second) break;
    suspects = in_first ? std::move(first) : std::move(second);
  }
  for (const Session& session : suspects) {
    finding.session.insert(finding.session.end(), session.begin(), session.end());
  }
  // Many cases that do it only together are more than a scenario can hold.
  if (!shown || !within_bounds(finding.session) || interrupted_) co_return;
  const Shows shows = [this, &oracle](const Session& session) {
    return shows_lasting(std::vector<Session>(1, session), oracle);
  };
  finding.session = co_await smallest(finding.session, plays_to_make_small, shows);
  ++entry_of(finding).seen;
  conclude(finding, 1, 1);
}

// Whether these, again and again on a fresh process, do it.
asio::awaitable<bool> CampaignLoop::shows_lasting(std::vector<Session> cases, std::string oracle) {
  co_await player_->play_fresh(cases.front());
  const std::uint64_t start = player_->starts();
  const std::uint64_t plays = std::max<std::uint64_t>(plays_a_round, cases.size());
  std::vector<std::uint64_t> values;
  for (int round = 0; round < rounds; ++round) {
    for (std::uint64_t i = 0; i < plays && !interrupted_; ++i) {
      co_await player_->play(cases[i % cases.size()]);
    }
    if (oracle == "spin") co_return co_await spins(player_->subject());
    const std::optional<Usage> usage = co_await player_->subject().usage();
    if (!usage || interrupted_ || player_->starts() != start) co_return false;
    values.push_back(used(*usage, oracle));
  }
  co_return grows_steadily(values, leak_of(oracle, plays));
}

// Suspected by its time: n, 2n and 4n of it are compared. A bad measurement has to repeat.
asio::awaitable<void> CampaignLoop::handle_slow(Session session, Micros took) {
  if (took < slow_us || took < 20 * player_->usual_round_trip()) co_return;
  Finding finding{"superlinear", bucket_of("superlinear"), "", session};
  if (++suspicions_[finding.oracle] > most_suspicions) co_return;
  for (const Scaling scaling : scalings) {
    const Shows shows = [this, scaling, &finding](const Session& candidate) {
      return shows_slow(candidate, scaling, finding.detail);
    };
    int shown = 0;
    for (bool again = true; again && shown < attempts; shown += again ? 1 : 0) {
      again = co_await shows(session);
    }
    if (shown < attempts || interrupted_) continue;
    const Session small = co_await smallest(session, plays_to_make_small, shows);
    finding.session = *scaled(small, scaling, 4);
    ++entry_of(finding).seen;
    conclude(finding, shown, attempts);
    co_return;
  }
}

// `detail` becomes what was measured, where it does.
asio::awaitable<bool> CampaignLoop::shows_slow(Session session, Scaling scaling,
                                               std::string& detail) {
  if (!scaled(session, scaling, 4)) co_return false;
  const Micros once = co_await time_of(scaled(session, scaling, 1));
  const Micros twice = co_await time_of(scaled(session, scaling, 2));
  const Micros four = co_await time_of(scaled(session, scaling, 4));
  if (!grows_faster(once, twice, four)) co_return false;
  detail = "n takes " + std::to_string(once / 1000) + " ms, 2n " + std::to_string(twice / 1000) +
           " ms, 4n " + std::to_string(four / 1000) + " ms";
  co_return true;
}

// From the last write to the fence, on a fresh process; 0: no fence came back.
asio::awaitable<Micros> CampaignLoop::time_of(std::optional<Session> session) {
  const Observation seen = co_await player_->play_fresh(*session);
  co_return seen.answer_us;
}

}  // namespace jcp::fuzz
