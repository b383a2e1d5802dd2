#pragma once
// Inside the campaign: its loop.

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_set>

#include "campaign.hpp"
#include "player.hpp"
#include "scaling.hpp"
#include "scheduler.hpp"
#include "vitals.hpp"

namespace jcp::fuzz {

class CampaignLoop {
 public:
  CampaignLoop(boost::asio::any_io_executor executor, const CampaignOptions& options,
               CampaignObserver& observer);

  boost::asio::awaitable<void> run();
  void interrupt();
  CampaignResult result() const;

 private:
  using Clock = std::chrono::steady_clock;

  boost::asio::awaitable<bool> come_up();
  void open_journal();
  void catch_up(const JournalRecord& record);
  bool over() const;
  bool stopped() const { return interrupted_ || !result_.own_error.empty(); }
  void decide(const std::string& signature);
  void replay_decision();
  boost::asio::awaitable<void> now_and_then(bool at_end);
  void checkpoint();
  void show();
  double played_seconds() const;

  // campaign_findings.cpp
  boost::asio::awaitable<void> handle(Finding finding);
  boost::asio::awaitable<int> confirm(Finding& finding);
  boost::asio::awaitable<bool> shows_again(Session session, std::string bucket, bool fresh);
  boost::asio::awaitable<void> make_small(Finding& finding);
  using Shows = std::function<boost::asio::awaitable<bool>(const Session&)>;
  boost::asio::awaitable<Session> smallest(Session found, std::uint64_t plays, Shows shows);
  void conclude(const Finding& finding, int confirmed, int of);
  std::optional<Session> with_history(const Session& session) const;
  CampaignFinding& entry_of(const Finding& finding);
  std::size_t confirmed() const;

  // campaign_lasting.cpp
  boost::asio::awaitable<void> look_at_vitals();
  boost::asio::awaitable<void> handle_lasting(std::string oracle);
  boost::asio::awaitable<bool> shows_lasting(std::vector<Session> cases, std::string oracle);
  boost::asio::awaitable<void> handle_slow(Session session, Micros took);
  boost::asio::awaitable<bool> shows_slow(Session session, Scaling scaling, std::string& detail);
  boost::asio::awaitable<Micros> time_of(std::optional<Session> session);

  const CampaignOptions& options_;
  CampaignObserver& observer_;
  boost::asio::any_io_executor executor_;
  std::unique_ptr<Player> player_;
  std::unique_ptr<Scheduler> scheduler_;
  std::unique_ptr<Journal> journal_;
  JournalHead head_;
  std::optional<JournalRecord> replayed_;
  std::size_t next_decision_ = 0, next_checkpoint_ = 0;  // of the replayed journal
  std::unordered_set<std::string> signatures_;
  EdgeMemory edges_;
  std::deque<Session> history_;  // the last cases, the current one not among them
  std::deque<Session> window_;   // more of them: who of them made it grow?
  Vitals vitals_;
  std::map<std::string, int> suspicions_;  // by oracle
  Clock::time_point looked_, idled_;
  std::uint64_t watched_start_ = 0;
  CampaignResult result_;
  Clock::time_point began_, checkpointed_, shown_;
  std::uint64_t shown_cases_ = 0, checkpointed_cases_ = 0;
  double seconds_before_ = 0;  // of the campaign that is resumed
  bool interrupted_ = false;
};

}  // namespace jcp::fuzz
