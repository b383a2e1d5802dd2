#pragma once
// The judge: runs one program, event by event. No sockets, no clock, no threads: it is told what
// happened and when, and says what to do next.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "binding.hpp"
#include "program.hpp"
#include "result.hpp"
#include "session.hpp"
#include "usage.hpp"

namespace jcp {

using SessionIndex = int;

struct Action {
  enum class Kind {
    connect,  // open a connection (server role: wait for one) for `actor`; answer with
              // connected() or closed()
    send,
    half_close,
    reset,
    close,  // give the connection up
    pause_reading,
    resume_reading,
    stop_target,
    sample,  // look at what the target uses; answer with sampled()
    wait,    // until an event or until deadline()
    finished,
  };
  Kind kind = Kind::wait;
  SessionIndex session = -1;
  int actor = -1;
  std::string bytes;
  bool kill = false;  // of stop_target
};

class Interpreter {
 public:
  // `program` must outlive it. Neither copied nor moved: its resolvers know where it stands.
  Interpreter(const Program& program, Binding binding);
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  // What to do now. After `wait` call again when something happened or deadline() has passed.
  Action next(Micros now);
  std::optional<Micros> deadline() const;

  void connected(SessionIndex session, Micros now);
  void bytes(SessionIndex session, std::string_view bytes, Micros now);
  // The peer ended the connection, or it could not be made.
  void closed(SessionIndex session, bool reset, Micros now);
  // nullopt: it cannot be seen.
  void sampled(const std::optional<Usage>& usage, Micros now);
  // Something for the transcript that is not ours to judge.
  void note(std::string_view actor, TranscriptEvent event, std::string_view text, Micros now);

  // After `finished`; identity and title are the caller's to fill in.
  ScenarioResult result() const;

  // For standing rules, the scheduler and reports.
  const std::vector<JudgeSession>& sessions() const { return sessions_; }
  const Transcript& transcript() const { return transcript_; }
  const std::vector<Micros>& round_trips() const { return round_trips_; }
  Resolver resolver(int actor) const;
  // Every connection was seen closed, and no question of ours was left without an answer: nothing
  // hints at a target that is gone.
  bool ended_cleanly() const;
  // No session of ours can still be registered under its name.
  bool names_free() const;
  // The peer broke a connection off in the middle, without a closing tag or a stream error: as a
  // process does that dies.
  bool ended_abruptly() const { return ended_abruptly_; }
  // False: the canary was not answered on a stream that was open and in order.
  bool alive() const { return canary_ != Canary::silent; }
  // A connection ended without the peer's closing tag or a stream error, even if only after ours.
  bool left_without_goodbye() const;
  bool established() const { return established_; }  // at least one session was authenticated
  bool establish_failed() const { return establish_failed_; }
  // Something was found unmet by nothing but the passing of time.
  bool by_deadline() const { return by_deadline_; }

 private:
  enum class Phase { running, draining, finished };
  enum class Step { done, waiting };
  enum class Canary { not_asked, asked, answered, silent };
  // Only streams that are in order, or also those that we have spoilt ourselves.
  enum class Asking { in_order, and_probing };
  enum class Sweep { none, under_way, over, undecided };

  // A disco#info that was sent on a session.
  struct Request {
    SessionIndex session = -1;
    std::string id;
    Micros sent_us = 0;
  };

  struct Sampled {
    Micros t_us;
    Usage usage;
  };

  struct ArmedForbid {
    const Forbid* forbid;
    int actor;
    int step;
    std::int64_t n;  // ${n} when it was armed
  };

  // One operation each; `done` went on.
  Step perform(const Operation& op, Micros now);
  Step perform(const Connect& connect, const Operation& op, Micros now);
  Step perform(const Send& send, const Operation& op, Micros now);
  Step perform(const SendMarker& marker, const Operation& op, Micros now);
  Step perform(const SendRoundTrip& round_trip, const Operation& op, Micros now);
  Step perform(const Close& close, const Operation& op, Micros now);
  Step perform(const Pause& pause, const Operation& op, Micros now);
  Step perform(const Read& read, const Operation& op, Micros now);
  Step perform(const StopTarget& stop, const Operation& op, Micros now);
  Step perform(const Sample& sample, const Operation& op, Micros now);
  Step perform(const Await& await, const Operation& op, Micros now);
  Step perform(const Jump& jump, const Operation& op, Micros now);
  Step perform(const LoopStart& loop, const Operation& op, Micros now);
  Step perform(const LoopNext& loop, const Operation& op, Micros now);
  Step perform(const Settle& settle, const Operation& op, Micros now);
  Step perform(const Forbid& forbid, const Operation& op, Micros now);
  Step perform(const GiveUp& give_up, const Operation& op, Micros now);

  // Waiting.
  void begin_await(const Await& await, Micros now);
  Step out_of_time(const Await& await, const Operation& op, bool not_observable, Micros now);
  Standing standing(const Alternative& alternative) const;
  Standing standing_of_measure(const Expectation& expectation) const;
  std::vector<Micros> opened_at() const;  // each connection that was made, in order
  void take(const Alternative& alternative, const Operation& op, Micros now);
  void keep_captures(const Alternative& alternative);
  void unmet(const Await& await, const Operation& op, bool by_deadline, bool not_observable,
             Micros now);
  std::string instead_of(const Await& await, Micros now) const;
  bool came(const Alternative& alternative) const;
  bool may_go_on(const Operation& op) const;
  void missing(const Await& await);
  void diverge(int step, int actor, const std::string& expected, std::string actual,
               bool by_deadline);
  Micros await_span(const Await& await) const;
  Micros scaled(std::int64_t milliseconds) const;

  // sampling.cpp
  Standing standing_of_usage(const Expectation& expectation) const;
  std::string usage_in_words(const Expectation& expectation) const;
  double busy() const;  // between the last two samples

  // sweep.cpp
  bool may_ask(const JudgeSession& session) const;
  bool may_probe(const JudgeSession& session) const;
  bool sweep_decides(const Await& await, Asking asking) const;
  void begin_sweep(Micros now, Asking asking);
  void ask_everywhere(Micros now, Asking asking);
  void hear_requests(Micros now);
  void hear_sweep(const Await& await, Micros now);

  // Proofs.
  void prove(const std::vector<ProofIndex>& proofs, Outcome outcome,
             std::optional<Grade> grade = {});
  const Pattern* hit(const ArmedForbid& armed) const;
  bool judge_forbid(const ArmedForbid& armed);
  void settle_forbids();

  // Sessions.
  JudgeSession* session_of(int actor);
  const JudgeSession* session_of(int actor) const;
  void send(JudgeSession& session, std::string bytes, Micros now);
  std::string send_request(JudgeSession& session, Micros now);  // its id
  void end_stream(JudgeSession& session, Micros now);
  void half_close(JudgeSession& session);
  void answer_closings(Micros now);
  bool flooding() const;
  Step drain(Micros now);
  Step ask_canary(Micros now);
  void block(std::string reason, int step);
  void go(int operation);
  const Operation& current() const { return program_.operations[static_cast<std::size_t>(pc_)]; }
  std::string fill(const SendText& text, int actor, const Send& send) const;
  ActorValues values_of(int actor) const;
  std::string fresh_id() const;  // of a stream that we are about to open as the server
  SessionIndex index_of(const JudgeSession& session) const {
    return static_cast<SessionIndex>(&session - sessions_.data());
  }

  const Program& program_;
  Binding binding_;
  Phase phase_ = Phase::running;
  int pc_ = 0;
  std::optional<Micros> entered_;  // when the current operation began
  std::optional<Micros> until_;    // when it ends by itself
  bool extended_ = false;          // its deadline was put off to the ceiling
  bool probing_ = false;           // its sweep asks behind what we have spoilt
  Sweep sweep_ = Sweep::none;
  Canary canary_ = Canary::not_asked;
  int rounds_left_ = 0;
  std::vector<Request> requests_;  // of the sweep, not answered yet
  Request round_trip_;             // of the fence in progress
  std::string marker_id_;
  std::deque<std::string> chunks_;
  std::deque<Action> actions_;
  std::vector<JudgeSession> sessions_;
  std::vector<int> session_of_actor_;  // -1: none
  std::vector<std::int64_t> loop_counts_;
  std::int64_t n_ = 0;
  std::vector<std::pair<std::string, std::string>> captures_;
  std::vector<std::string> stream_ids_;
  std::vector<Sampled> samples_;
  bool unsampled_ = false;  // one of them showed nothing
  std::vector<ArmedForbid> forbids_;
  std::vector<Micros> round_trips_;
  std::vector<Outcome> outcomes_;
  std::vector<Grade> grades_;
  std::vector<std::pair<std::string, std::string>> traits_;
  std::optional<Divergence> divergence_;
  std::optional<std::pair<int, int>> missing_;  // actor and order of what never came
  std::string reason_;
  bool precondition_unmet_ = false;
  bool flooded_ = false;
  bool ended_abruptly_ = false;
  bool by_deadline_ = false;
  bool unanswered_ = false;  // a fence or a sweep was waited for in vain
  std::size_t events_received_ = 0, bytes_received_ = 0;
  bool established_ = false;
  bool establish_failed_ = false;
  int serial_ = 0;
  std::optional<Micros> drain_until_, fin_until_, canary_until_;  // of the end
  Transcript transcript_;
  std::vector<Resolver> resolvers_;
};

}  // namespace jcp
