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

Interpreter::Step Interpreter::perform(const Connect& connect, const Operation& op, Micros now) {
  if (!entered_) {
    entered_ = now;
    until_ = now + binding_.timing.connect;
    if (connect.patience_ms) until_ = now + scaled(*connect.patience_ms);
    if (JudgeSession* former = session_of(op.actor)) {
      end_stream(*former, now);
      half_close(*former);
    }
    session_of_actor_[static_cast<std::size_t>(op.actor)] = static_cast<int>(sessions_.size());
    sessions_.emplace_back(op.actor, program_.role);
    actions_.push_back(
        {.kind = Action::Kind::connect, .session = index_of(sessions_.back()), .actor = op.actor});
    return Step::waiting;
  }
  const JudgeSession& session = *session_of(op.actor);
  if (session.opened_us) {
    go(pc_ + 1);
    return Step::done;
  }
  if (session.state != JudgeSession::State::closed && now < *until_) return Step::waiting;
  if (!connect.patience_ms) establish_failed_ = true;
  if (connect.otherwise >= 0) {
    go(connect.otherwise);
  } else {
    block("no connection", op.step);
  }
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Send& what, const Operation& op, Micros now) {
  JudgeSession* session = session_of(op.actor);
  if (!session) {
    block("cannot send: there is no connection", op.step);
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
  marker_id_ = std::string(marker_id) + std::to_string(++serial_);
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
  JudgeSession& session = *session_of(op.actor);
  round_trip_ = {index_of(session), send_request(session, now), now};
  go(pc_ + 1);
  return Step::done;
}

std::string Interpreter::send_request(JudgeSession& session, Micros now) {
  std::string id = std::string(request_id) + std::to_string(++serial_);
  const ActorValues values = values_of(session.actor);
  send(session,
       "<iq type='get' id='" + id + "' from='" + escape_attribute(values.us) + "' to='" +
           escape_attribute(values.service) +
           "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
       now);
  return id;
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
      session->ended(true);
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
  if (JudgeSession* session = session_of(op.actor)) {
    session->reading_paused = read.paused;
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
  const auto flag = binding_.policy.find(settle.excused_by);
  const bool known = flag != binding_.policy.end();
  const bool excusable = !settle.excused_by.empty();
  for (const ProofIndex proof : settle.proofs) {
    // What a policy may excuse is a fault of the proof's own grade when it does not.
    const Grade own = program_.proofs[static_cast<std::size_t>(proof)].grade;
    Grade grade = settle.grade.value_or(excusable ? own : Grade::pass);
    if (excusable && !known) grade = std::min(grade, Grade::warn);
    if (known && flag->second) grade = Grade::pass;
    prove({proof}, grade == Grade::pass ? Outcome::met : Outcome::unmet, grade);
  }
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const Forbid& forbid, const Operation& op, Micros) {
  forbids_.push_back({&forbid, op.actor, op.step, n_});
  const bool precondition = forbid.proofs.empty() && !forbid.optional;
  if (judge_forbid(forbids_.back())) {
    if (precondition) block("a forbidden element was received", op.step);
  } else {
    prove(forbid.proofs, Outcome::met);
  }
  go(pc_ + 1);
  return Step::done;
}

Interpreter::Step Interpreter::perform(const GiveUp& give_up, const Operation& op, Micros) {
  establish_failed_ = true;
  block(give_up.reason, op.step);
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

// The pattern that an element matches which must not have come; nullptr: none.
const Pattern* Interpreter::hit(const ArmedForbid& armed) const {
  const Resolver& resolve = resolvers_[static_cast<std::size_t>(armed.forbid->speaker)];
  for (const JudgeSession& session : sessions_) {
    if (session.actor != armed.actor) continue;
    for (const Received& received : session.events) {
      const Element* element = std::get_if<Element>(&received.event.body);
      if (!element || received.consumed || is_own(*element)) continue;
      for (const Pattern& pattern : armed.forbid->patterns) {
        if (pattern.matches(*element, resolve)) return &pattern;
      }
    }
  }
  return nullptr;
}

bool Interpreter::judge_forbid(const ArmedForbid& armed) {
  const Pattern* pattern = hit(armed);
  if (!pattern) return false;
  prove(armed.forbid->proofs, Outcome::unmet);
  if (!armed.forbid->optional)
    diverge(armed.step, armed.actor, "no " + pattern->text(), "it was received", false);
  return true;
}

// What came until the connections were seen closed counts as well.
void Interpreter::settle_forbids() {
  for (const ArmedForbid& armed : forbids_) {
    n_ = armed.n;
    const bool precondition = armed.forbid->proofs.empty() && !armed.forbid->optional;
    if (judge_forbid(armed) && precondition) {
      block("a forbidden element was received", armed.step);
    }
  }
}

}  // namespace jcp
