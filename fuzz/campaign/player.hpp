#pragma once
// Plays sessions against the live target, one case at a time, and watches what comes of it.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fence.hpp"
#include "fuzz/fields.hpp"
#include "fuzz/finding.hpp"
#include "fuzz/session.hpp"
#include "harness/net/wake.hpp"
#include "harness/runner/round_trips.hpp"
#include "harness/scenario/binding.hpp"
#include "judge.hpp"
#include "live_stream.hpp"
#include "log_watch.hpp"
#include "shared_counters.hpp"
#include "subject.hpp"

namespace jcp::fuzz {

struct Observation {
  std::string signature;  // what is new here is worth going on from
  std::optional<Finding> finding;
  Micros took_us = 0;
  Micros answer_us = 0;  // from the last write to the fence; 0: it did not come back
};

// A stream with what is known of it.
struct Line {
  Line(std::unique_ptr<LiveStream> opened, Lease owner, const Parties& parties, SentMemory& memory)
      : stream(std::move(opened)), lease(std::move(owner)), judge(parties, memory) {}
  std::unique_ptr<LiveStream> stream;
  Lease lease;
  Judge judge;
};

class Player {
 public:
  struct Setup {
    Profile profile;    // its domains: actor 0's, the observer's, then those of new connections
    std::string nonce;  // in the ids of our own stanzas
    std::function<bool()> cancelled;
  };
  Player(boost::asio::any_io_executor executor, Setup setup);
  ~Player();

  // Starts the target and finds out what it answers. "" or why nothing can be played.
  boost::asio::awaitable<std::string> start();
  boost::asio::awaitable<void> stop();

  // A session without an opening of its own is played on the stream that is open, every other on
  // new connections. Afterwards the target is ready for the next.
  boost::asio::awaitable<Observation> play(const Session& session);
  // The same on a new process (of a managed target) and new streams.
  boost::asio::awaitable<Observation> play_fresh(const Session& session);
  // Of the last case, how often each edge was taken; empty: the target does not count.
  std::string_view counters() const { return counted_; }
  // Between two cases: whether what lasts longer than a case is in order.
  Subject& subject() { return *subject_; }
  // Ends what waits now; `cancelled` says why.
  void interrupt() { news_->notify(); }

  // False: it does not come up again.
  bool usable() const { return usable_; }
  std::uint64_t streams() const { return streams_; }
  std::uint64_t starts() const { return starts_; }
  std::chrono::milliseconds usual() const;  // within this it answers
  Micros usual_round_trip() const { return trips_.median(); }

 private:
  using Clock = std::chrono::steady_clock;
  using Condition = std::function<bool()>;
  struct Case;

  boost::asio::awaitable<bool> wait_for(Condition met, std::chrono::milliseconds patience);
  void hear(Case& run);
  void hear_observer(Case& run);

  // player_open.cpp
  boost::asio::awaitable<std::string> restart();
  boost::asio::awaitable<std::string> calibrate();
  boost::asio::awaitable<std::unique_ptr<Line>> open(Lease lease);
  boost::asio::awaitable<bool> establish(Line& line);
  boost::asio::awaitable<bool> establish_as_server(Line& line);
  boost::asio::awaitable<std::unique_ptr<Line>> dial(Lease lease);
  boost::asio::awaitable<void> look_for_storm();
  boost::asio::awaitable<void> close(std::unique_ptr<Line>& line);
  boost::asio::awaitable<bool> ready();

  // player_case.cpp
  boost::asio::awaitable<void> play_case(const Session& session, Case& run);
  boost::asio::awaitable<void> act(const Action& action, Case& run);
  boost::asio::awaitable<void> connect(bool by_the_book, Case& run);
  boost::asio::awaitable<void> send(Line& line, std::string bytes, std::uint32_t cut_at);
  boost::asio::awaitable<void> flush(Case& run, std::string more);
  boost::asio::awaitable<void> await(Awaited what, Case& run);
  boost::asio::awaitable<void> finish(Case& run);
  boost::asio::awaitable<void> pass_fence(Line& line, Case& run);

  // player_after.cpp
  boost::asio::awaitable<void> look_after(Case& run);
  boost::asio::awaitable<void> look_for_death(Case& run);
  boost::asio::awaitable<void> look_for_silence(Case& run);
  boost::asio::awaitable<void> look_for_spinning(Case& run);
  bool reusable(const Case& run) const;

  Fields fields_of(const Line& line) const;
  Fence next_fence(const Line& line);
  Lease visitor() const;

  boost::asio::any_io_executor executor_;
  Setup setup_;
  Parties parties_;
  SentMemory memory_;
  std::shared_ptr<net::Wake> news_;
  SharedCounters counters_;
  std::string counted_;
  bool counts_ = false;  // the target has them
  std::unique_ptr<Subject> subject_;
  std::unique_ptr<Line> main_, observer_;
  Question question_ = Question::none;
  RoundTrips trips_;
  LogWatch logs_;
  bool storms_ = false;  // it dialled in again and again just now
  std::uint64_t serial_ = 0, streams_ = 0, starts_ = 0;
  std::size_t chosen_ = 0;  // what a session leaves to us, from its own octets
  bool came_ = false;       // a component: this process has dialled in before
  bool usable_ = false;     // the last case left us with streams
};

}  // namespace jcp::fuzz
