#include "interpreter.hpp"

#include <algorithm>

#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/limits.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp {

namespace {

constexpr Micros micros(std::int64_t ms) { return ms * 1'000; }

// Twice as much each time: a pad may be megabytes of one character.
void append_repeated(std::string& bytes, const std::string& piece, std::size_t count) {
  const std::size_t begin = bytes.size(), end = begin + count * piece.size();
  bytes.reserve(end);
  if (count > 0) bytes += piece;
  while (bytes.size() < end) {
    bytes.append(bytes, begin, std::min(bytes.size() - begin, end - bytes.size()));
  }
}

}  // namespace

Interpreter::Interpreter(const Program& program, Binding binding)
    : program_(program),
      binding_(std::move(binding)),
      session_of_actor_(program.actors.size(), -1),
      loop_counts_(static_cast<std::size_t>(program.loops), 0),
      outcomes_(program.proofs.size(), Outcome::not_reached) {
  for (const Proof& proof : program.proofs) grades_.push_back(proof.grade);
  // Not lazily: a Resolver holds `this`, the interpreter is neither copied nor moved once it runs.
  for (int actor = 0; actor < static_cast<int>(program.actors.size()); ++actor) {
    resolvers_.push_back(resolver(actor));
  }
}

Interpreter::~Interpreter() {
  if (binding_.events_of_all) *binding_.events_of_all -= events_received_;
}

Action Interpreter::next(Micros now) {
  while (true) {
    if (!actions_.empty()) {
      Action action = std::move(actions_.front());
      actions_.pop_front();
      return action;
    }
    if (phase_ == Phase::finished) return {.kind = Action::Kind::finished};
    answer_closings(now);
    if (!actions_.empty()) continue;
    Step step = Step::waiting;
    if (phase_ == Phase::draining) {
      step = drain(now);
    } else if (pc_ >= static_cast<int>(program_.operations.size()) || !may_go_on(current())) {
      phase_ = Phase::draining;
      step = Step::done;
    } else {
      step = perform(current(), now);
    }
    if (step == Step::waiting && actions_.empty()) return {.kind = Action::Kind::wait};
  }
}

std::optional<Micros> Interpreter::deadline() const {
  std::optional<Micros> earliest = phase_ == Phase::draining ? drain_until_ : until_;
  const auto consider = [&](std::optional<Micros> t) {
    if (t && (!earliest || *t < *earliest)) earliest = t;
  };
  consider(fin_until_);
  if (canary_ == Canary::asked) consider(canary_until_);
  const Micros patience = std::max(binding_.timing.round_trip, micros(limits::round_trip_floor_ms));
  for (const JudgeSession& session : sessions_) {
    const bool open = session.state == JudgeSession::State::open;
    if (open && session.end_seen_us && !session.closing_tag_sent && !session.half_closed) {
      consider(*session.end_seen_us + patience);
    }
  }
  return earliest;
}

void Interpreter::connected(SessionIndex index, Micros now) {
  JudgeSession& session = sessions_[static_cast<std::size_t>(index)];
  session.state = JudgeSession::State::open;
  session.opened_us = now;
  const auto& actor = program_.actors[static_cast<std::size_t>(session.actor)];
  transcript_.add(
      now, actor.name,
      program_.role == Role::component ? TranscriptEvent::connected : TranscriptEvent::accepted, {},
      index);
}

void Interpreter::bytes(SessionIndex index, std::string_view bytes, Micros now) {
  if (phase_ == Phase::finished) return;  // the verdict stands
  JudgeSession& session = sessions_[static_cast<std::size_t>(index)];
  const auto& actor = program_.actors[static_cast<std::size_t>(session.actor)];
  transcript_.add(now, actor.name, TranscriptEvent::received, bytes, index);
  if (flooded_) return;
  const bool had_header = session.peer_header() != nullptr;
  const std::size_t before = session.events.size();
  session.received(bytes, now);
  events_received_ += session.events.size() - before;
  bytes_received_ += bytes.size();
  if (binding_.events_of_all) *binding_.events_of_all += session.events.size() - before;
  if (!had_header && session.peer_header()) {
    if (const auto id = session.stream_id()) stream_ids_.push_back(*id);
  }
  if (session.authenticated()) established_ = true;
  const Violation* violation = session.violation();
  if ((violation && violation->our_limit) || flooding()) {
    flooded_ = true;
    reason_ = "sent more than the bounds of this tool allow: " +
              (violation && violation->our_limit ? violation->what : "too much in all");
    phase_ = Phase::draining;
  }
}

// Too much for one scenario, or for all together and this one has its good share in it.
bool Interpreter::flooding() const {
  if (events_received_ > limits::events_kept) return true;
  if (bytes_received_ > limits::all_connections_bytes) return true;
  return binding_.events_of_all && *binding_.events_of_all > limits::events_kept_by_all &&
         events_received_ > limits::events_kept_by_all / 10;
}

void Interpreter::closed(SessionIndex index, bool reset, Micros now) {
  JudgeSession& session = sessions_[static_cast<std::size_t>(index)];
  if (session.state == JudgeSession::State::closed || phase_ == Phase::finished) return;
  const auto& actor = program_.actors[static_cast<std::size_t>(session.actor)];
  transcript_.add(now, actor.name, reset ? TranscriptEvent::rst : TranscriptEvent::fin, {}, index);
  if (phase_ == Phase::running && !session.half_closed && !session.said_goodbye()) {
    ended_abruptly_ = true;
  }
  session.ended(reset);
}

void Interpreter::note(std::string_view actor, TranscriptEvent event, std::string_view text,
                       Micros now) {
  transcript_.add(now, actor, event, text);
}

Resolver Interpreter::resolver(int actor) const {
  return [this, actor](std::string_view text) -> std::optional<std::string> {
    if (text == "n") return std::to_string(n_);
    if (text == "fresh_id") return fresh_id();
    for (const auto& [name, value] : captures_) {
      if (name == text) return value;
    }
    const Variable variable = split_variable(text);
    int whose = actor;
    for (std::size_t i = 0; !variable.actor.empty() && i < program_.actors.size(); ++i) {
      if (program_.actors[i].name == variable.actor) whose = static_cast<int>(i);
    }
    return value_of(variable.name, variable.form, values_of(whose));
  };
}

std::string Interpreter::fresh_id() const {
  const std::string salt = std::to_string(binding_.seed) + "/" + std::to_string(sessions_.size());
  return hex(sha1(salt)).substr(0, 32);
}

ActorValues Interpreter::values_of(int actor) const {
  const int slot = program_.actors[static_cast<std::size_t>(actor)].slot;
  ActorValues values;
  values.host = binding_.host;
  if (slot >= 0) {
    const Lease& lease = binding_.leases[static_cast<std::size_t>(slot)];
    values.domain = lease.domain;
    values.secret = lease.secret;
  }
  const bool component = program_.role == Role::component;
  values.us = "probe@" + (component ? values.domain : values.host);
  values.them = component ? values.host : values.domain;
  values.service = values.them;
  if (const JudgeSession* session = session_of(actor)) values.sid = session->stream_id();
  return values;
}

std::string Interpreter::fill(const SendText& text, int actor, const Send& send) const {
  const Resolver& resolve = resolvers_[static_cast<std::size_t>(actor)];
  std::string bytes;
  for (const SendText::Part& part : text.parts()) {
    switch (part.kind) {
      case SendText::Part::Kind::literal:
        bytes += part.text;
        break;
      case SendText::Part::Kind::value:
        bytes += escape_attribute(resolve(part.text).value_or(""));
        break;
      case SendText::Part::Kind::raw_value:
        bytes += resolve(part.text).value_or("");
        break;
      case SendText::Part::Kind::pad:
        append_repeated(bytes, send.pad_char, static_cast<std::size_t>(send.pad_count));
        break;
    }
  }
  return bytes;
}

JudgeSession* Interpreter::session_of(int actor) {
  const int index = session_of_actor_[static_cast<std::size_t>(actor)];
  return index < 0 ? nullptr : &sessions_[static_cast<std::size_t>(index)];
}

const JudgeSession* Interpreter::session_of(int actor) const {
  const int index = session_of_actor_[static_cast<std::size_t>(actor)];
  return index < 0 ? nullptr : &sessions_[static_cast<std::size_t>(index)];
}

void Interpreter::go(int operation) {
  pc_ = operation;
  entered_.reset();
  until_.reset();
  extended_ = false;
  probing_ = false;
  sweep_ = Sweep::none;
}

void Interpreter::send(JudgeSession& session, std::string bytes, Micros now) {
  session.sent(bytes);
  if (session.authenticated()) established_ = true;
  transcript_.add(now, program_.actors[static_cast<std::size_t>(session.actor)].name,
                  TranscriptEvent::sent, bytes, index_of(session));
  actions_.push_back({.kind = Action::Kind::send,
                      .session = index_of(session),
                      .actor = session.actor,
                      .bytes = std::move(bytes)});
}

void Interpreter::answer_closings(Micros now) {
  const Micros patience = std::max(binding_.timing.round_trip, micros(limits::round_trip_floor_ms));
  for (JudgeSession& session : sessions_) {
    const bool due = session.state == JudgeSession::State::open && session.end_seen_us &&
                     !session.closing_tag_sent && !session.half_closed &&
                     now >= *session.end_seen_us + patience;
    if (!due) continue;
    send(session, "</stream:stream>", now);
    session.closing_tag_sent = true;  // also where our parser cannot see it as one
  }
}

void Interpreter::end_stream(JudgeSession& session, Micros now) {
  if (session.state != JudgeSession::State::open || session.half_closed) return;
  if (session.our_header() && !session.closing_tag_sent) send(session, "</stream:stream>", now);
  session.closing_tag_sent = true;
}

void Interpreter::half_close(JudgeSession& session) {
  if (session.state != JudgeSession::State::open || session.half_closed) return;
  session.half_closed = true;
  actions_.push_back(
      {.kind = Action::Kind::half_close, .session = index_of(session), .actor = session.actor});
}

Interpreter::Step Interpreter::drain(Micros now) {
  if (binding_.canary && !drain_until_ && !flooded_) {
    if (ask_canary(now) == Step::waiting) return Step::waiting;
  }
  if (!drain_until_) {
    fin_until_ = now + micros(limits::closing_ms);
    drain_until_ = *fin_until_ + micros(limits::drain_ms);
    for (JudgeSession& session : sessions_) end_stream(session, now);
    if (!actions_.empty()) return Step::done;
  }
  // RFC 6120 4.4: the peer answers the closing tag. A server may take a FIN before that for the
  // end of everything: its own FIN would not say any more that the name is free again.
  bool patient = false;
  for (JudgeSession& session : sessions_) {
    if (session.owes_closing_tag() && fin_until_ && now < *fin_until_ && !flooded_) {
      patient = true;
    } else {
      half_close(session);
    }
  }
  if (!patient) fin_until_.reset();
  const bool late = now >= *drain_until_ || flooded_;
  bool open = false;
  for (JudgeSession& session : sessions_) {
    if (session.released) continue;
    if (session.state == JudgeSession::State::open && !late) {
      open = true;
      continue;
    }
    session.released = true;
    actions_.push_back(
        {.kind = Action::Kind::close, .session = index_of(session), .actor = session.actor});
  }
  if (open) return actions_.empty() ? Step::waiting : Step::done;
  settle_forbids();
  phase_ = Phase::finished;
  return Step::done;
}

void Interpreter::block(std::string reason, int step) {
  precondition_unmet_ = true;
  if (reason_.empty()) {
    reason_ = std::move(reason) + " (" + program_.steps[static_cast<std::size_t>(step)] + ")";
  }
  phase_ = Phase::draining;
}

bool Interpreter::ended_cleanly() const {
  return !unanswered_ && std::ranges::all_of(sessions_, [](const JudgeSession& session) {
    return session.state == JudgeSession::State::closed;
  });
}

bool Interpreter::left_without_goodbye() const {
  return std::ranges::any_of(sessions_, [](const JudgeSession& session) {
    return session.opened_us && session.state == JudgeSession::State::closed &&
           !session.said_goodbye();
  });
}

bool Interpreter::names_free() const {
  return std::ranges::all_of(sessions_, [](const JudgeSession& s) { return s.let_go(); });
}

ScenarioResult Interpreter::result() const {
  ScenarioResult result;
  for (std::size_t i = 0; i < program_.proofs.size(); ++i) {
    const Proof& proof = program_.proofs[i];
    if (proof.in_branch && outcomes_[i] == Outcome::not_reached) continue;
    result.proofs.push_back({proof.requirement,
                             program_.steps[static_cast<std::size_t>(proof.step)], outcomes_[i],
                             grades_[i]});
  }
  for (const auto& [question, answer] : traits_) result.traits[question] = answer;
  result.divergence = divergence_;
  result.reason = reason_;
  result.verdict = flooded_ ? Verdict::fail : verdict_of(result.proofs, precondition_unmet_);
  result.transcript = transcript_;
  result.binding = binding_;
  result.binding->events_of_all.reset();
  return result;
}

}  // namespace jcp
