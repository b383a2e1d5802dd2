// The operations of a program but for waiting.

#include <algorithm>

#include "harness/xmpp/limits.hpp"
#include "harness/xmpp/wire.hpp"
#include "interpreter.hpp"

namespace jcp {

namespace {

constexpr Micros micros(std::int64_t ms) { return ms * 1'000; }

}  // namespace

Interpreter::Step Interpreter::perform(const Operation& op, Micros now) {
  return std::visit([&](const auto& what) { return perform(what, op, now); }, op.what);
}

Interpreter::Step Interpreter::perform(const Connect&, const Operation& op, Micros now) {
  if (!entered_) {
    entered_ = now;
    until_ = now + binding_.timing.ceiling;
    if (JudgeSession* former = session_of(op.actor)) end_session(*former, now);
    session_of_actor_[static_cast<std::size_t>(op.actor)] = static_cast<int>(sessions_.size());
    sessions_.emplace_back(op.actor, program_.role);
    actions_.push_back({.kind = Action::Kind::connect,
                        .session = index_of(sessions_.back()),
                        .actor = op.actor});
    return Step::waiting;
  }
  const JudgeSession& session = *session_of(op.actor);
  if (session.state == JudgeSession::State::open || session.opened_us > 0) {
    go(pc_ + 1);
    return Step::done;
  }
  if (session.state == JudgeSession::State::closed || now >= *until_) {
    establish_failed_ = true;
    block("no connection", op);
    return Step::done;
  }
  return Step::waiting;
}

Interpreter::Step Interpreter::perform(const Send& what, const Operation& op, Micros now) {
  JudgeSession* session = session_of(op.actor);
  if (!session) {
    block("cannot send: there is no connection", op);
    return Step::done;
  }
  // What the target has ended cannot be written to; what it said before is still to be judged.
  if (session->state != JudgeSession::State::open || session->half_closed) {
    chunks_.clear();
    go(pc_ + 1);
    return Step::done;
  }
  if (!entered_) {
    entered_ = now;
    const std::string bytes = fill(what.text, op.actor, what);
    if (what.chunks.empty()) {
      send(*session, bytes, now);
      go(pc_ + 1);
      return Step::done;
    }
    std::size_t at = 0;
    for (std::size_t i = 0; at < bytes.size(); ++i) {
      const bool listed = i < what.chunks.size() && what.chunks[0] > 0;
      const std::size_t size = what.chunks[0] < 0 ? 1
                               : listed           ? static_cast<std::size_t>(what.chunks[i])
                                                  : bytes.size() - at;
      chunks_.push_back(bytes.substr(at, size));
      at += size;
    }
    until_ = now;
  }
  if (chunks_.empty()) {
    go(pc_ + 1);
    return Step::done;
  }
  if (now < *until_) return Step::waiting;
  send(*session, std::move(chunks_.front()), now);
  chunks_.pop_front();
  until_ = now + micros(what.gap_ms);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const SendMarker& marker, const Operation& op, Micros now) {
  marker_id_ = "jcp-fence-" + std::to_string(++serial_);
  const std::string from = values_of(op.actor).domain;
  const std::string to = values_of(marker.to).domain;
  send(*session_of(op.actor),
       "<message id='" + marker_id_ + "' from='fence@" + escape_attribute(from) + "' to='fence@" +
           escape_attribute(to) + "'><body>fence</body></message>",
       now);
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const SendRoundTrip&, const Operation& op, Micros now) {
  send_round_trip(op.actor, now);
  go(pc_ + 1);
  return Step::done;
}

void Interpreter::send_round_trip(int actor, Micros now) {
  round_trip_id_ = "jcp-rt-" + std::to_string(++serial_);
  round_trip_sent_ = now;
  const ActorValues values = values_of(actor);
  send(*session_of(actor),
       "<iq type='get' id='" + round_trip_id_ + "' from='" + escape_attribute(values.us) +
           "' to='" + escape_attribute(values.service) +
           "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
       now);
}

Interpreter::Step Interpreter::perform(const Close& close, const Operation& op, Micros now) {
  if (JudgeSession* session = session_of(op.actor);
      session && session->state == JudgeSession::State::open) {
    const SessionIndex index = index_of(*session);
    if (close.how == Close::How::tag) {
      send(*session, "</stream:stream>", now);
      session->closing_tag_sent = true;
    } else if (close.how == Close::How::fin) {
      session->half_closed = true;
      actions_.push_back({.kind = Action::Kind::half_close, .session = index, .actor = op.actor});
    } else {
      session->released = true;
      session->half_closed = true;
      session->ended(true, now);
      actions_.push_back({.kind = Action::Kind::reset, .session = index, .actor = op.actor});
    }
  }
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Pause& pause, const Operation&, Micros now) {
  if (!entered_) {
    entered_ = now;
    until_ = now + (pause.settle   ? binding_.settle
                    : pause.linger ? std::max(binding_.timing.round_trip, micros(1))
                                   : micros(pause.ms));
  }
  if (now < *until_) return Step::waiting;
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Read& read, const Operation& op, Micros) {
  if (const JudgeSession* session = session_of(op.actor)) {
    actions_.push_back(
        {.kind = read.paused ? Action::Kind::pause_reading : Action::Kind::resume_reading,
         .session = index_of(*session),
         .actor = op.actor});
  }
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const StopTarget& stop, const Operation& op, Micros) {
  actions_.push_back({.kind = Action::Kind::stop_target, .actor = op.actor, .kill = stop.kill});
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Jump& jump, const Operation&, Micros) {
  go(jump.to);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const LoopStart& loop, const Operation&, Micros) {
  loop_counts_[static_cast<std::size_t>(loop.loop)] = 1;
  if (loop.counts_n) n_ = 1;
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const LoopNext& loop, const Operation&, Micros) {
  std::int64_t& count = loop_counts_[static_cast<std::size_t>(loop.loop)];
  if (count < loop.count) {
    ++count;
    if (loop.counts_n) n_ = count;
    go(loop.body);
  } else {
    go(pc_ + 1);
  }
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Settle& settle, const Operation&, Micros) {
  std::optional<Grade> grade = settle.grade;
  if (!settle.excused_by.empty()) {
    const auto flag = binding_.policy.find(settle.excused_by);
    if (flag == binding_.policy.end()) grade = Grade::warn;
    if (flag != binding_.policy.end() && flag->second) grade = Grade::pass;
  }
  const bool met = !grade || *grade == Grade::pass;
  prove(settle.proofs, met ? Outcome::met : Outcome::unmet, grade);
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Forbid& forbid, const Operation& op, Micros) {
  forbids_.push_back({&forbid, op.actor, op.step});
  const bool hit_now = hit(forbids_.back());
  if (hit_now) {
    diverge(op, "none of the forbidden elements", "one of them was received", false);
  }
  prove(forbid.proofs, hit_now ? Outcome::unmet : Outcome::met);
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const GiveUp& give_up, const Operation& op, Micros) {
  establish_failed_ = true;
  block(give_up.reason, op);
  return Step::done;
}

void Interpreter::prove(const std::vector<ProofIndex>& proofs, Outcome outcome,
                        std::optional<Grade> grade) {
  for (const ProofIndex proof : proofs) {
    Outcome& current = outcomes_[static_cast<std::size_t>(proof)];
    if (current == Outcome::unmet) continue;  // of an earlier round of a loop
    if (current == Outcome::not_observable && outcome == Outcome::met) continue;
    current = outcome;
    if (grade && outcome == Outcome::unmet) grades_[static_cast<std::size_t>(proof)] = *grade;
  }
}

bool Interpreter::hit(const ArmedForbid& armed) const {
  const Resolver& resolve = resolvers_[static_cast<std::size_t>(armed.forbid->speaker)];
  for (const JudgeSession& session : sessions_) {
    if (session.actor != armed.actor) continue;
    for (const Received& received : session.events) {
      const Element* element = std::get_if<Element>(&received.event.body);
      if (!element || received.consumed) continue;
      for (const Pattern& pattern : armed.forbid->patterns) {
        if (pattern.matches(*element, resolve)) return true;
      }
    }
  }
  return false;
}

void Interpreter::settle_forbids() {
  for (const ArmedForbid& armed : forbids_) {
    if (hit(armed)) prove(armed.forbid->proofs, Outcome::unmet);
  }
}

}  // namespace jcp
