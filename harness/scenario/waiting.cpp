// The one operation that waits, and what follows when it waits in vain.

#include <algorithm>

#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/limits.hpp"
#include "interpreter.hpp"
#include "measure.hpp"

namespace jcp {

namespace {

using Kind = Expectation::Kind;

constexpr Micros micros(std::int64_t ms) { return ms * 1'000; }

// header < stream error < stream end < disconnect; elements stand before all but the header.
int order_of(Kind kind) {
  switch (kind) {
    case Kind::stream_error: return 1;
    case Kind::stream_end: return 2;
    case Kind::disconnect: return 3;
    default: return 0;
  }
}

std::string in_words(const Await& await) {
  std::string text;
  for (const Alternative& alternative : await.alternatives) {
    if (!text.empty()) text += " or ";
    text += alternative.expects.text;
  }
  return text;
}

}  // namespace

Interpreter::Step Interpreter::perform(const Await& await, const Operation& op, Micros now) {
  if (!entered_) begin_await(await, now);
  hear_round_trip(await, now);
  bool pending = false;
  bool not_observable = await.not_observable;
  for (const Alternative& alternative : await.alternatives) {
    const Standing state = standing(alternative, now);
    if (state == Standing::met) {
      take(alternative, op, now);
      return Step::done;
    }
    pending = pending || state == Standing::pending;
    not_observable = not_observable || state == Standing::not_observable;
  }
  if (!pending) {
    unmet(await, op, false, not_observable, now);
    return Step::done;
  }
  const bool answered = last_call_ && quiet_since_ &&
                        now >= *quiet_since_ + binding_.timing.round_trip;
  if (now < *until_ && !answered) return Step::waiting;
  for (const Alternative& alternative : await.alternatives) {
    const JudgeSession* session = session_of(alternative.actor);
    if (alternative.expects.kind == Kind::silence && session && session->quiet()) {
      take(alternative, op, now);
      return Step::done;
    }
  }
  if (!last_call_ && last_call(await, now)) return Step::done;
  const auto& actor = program_.actors[static_cast<std::size_t>(op.actor)];
  transcript_.add(now, actor.name, TranscriptEvent::deadline,
                  std::to_string((now - *entered_) / 1'000) + " ms");
  unmet(await, op, !answered, await.not_observable, now);
  return Step::done;
}

// The answer to the round trip of a silence or of a last call.
void Interpreter::hear_round_trip(const Await& await, Micros now) {
  if (quiet_since_) return;
  for (const Alternative& alternative : await.alternatives) {
    JudgeSession* session = session_of(alternative.actor);
    const bool asked = last_call_ || alternative.expects.kind == Kind::silence;
    if (!asked || !session || !session->has_answer(round_trip_id_)) continue;
    session->take_answer(round_trip_id_);
    round_trips_.push_back(now - *round_trip_sent_);
    quiet_since_ = now;
    return;
  }
}

// A stream that was opened for another name than the actor's cannot carry its addresses: asking
// there would provoke the end that may be what the scenario waits for.
bool Interpreter::may_ask(int actor) const {
  const JudgeSession* session = session_of(actor);
  if (!session || !session->can_send()) return false;
  if (program_.role == Role::server) return true;
  const StreamHeader* header = session->our_header();
  const auto name = header ? Jid::parse(header->attribute("to").value_or("")) : std::nullopt;
  const auto own = Jid::parse(values_of(actor).domain);
  return name && own && name->domain() == own->domain();
}

// Inside an open, authenticated stream absence is not decided by time: one more request, and the
// wait goes on until it is answered, at most to the ceiling.
bool Interpreter::last_call(const Await& await, Micros now) {
  for (const Alternative& alternative : await.alternatives) {
    const Kind kind = alternative.expects.kind;
    if (kind == Kind::answer || kind == Kind::cannot_send || !may_ask(alternative.actor)) continue;
    send_round_trip(alternative.actor, now);
    last_call_ = true;
    until_ = now + binding_.timing.ceiling;
    return true;
  }
  return false;
}

void Interpreter::begin_await(const Await& await, Micros now) {
  entered_ = now;
  until_ = now + await_span(await);
  quiet_since_.reset();
  for (const Alternative& alternative : await.alternatives) {
    if (alternative.expects.kind != Kind::silence || !may_ask(alternative.actor)) continue;
    send_round_trip(alternative.actor, now);
    break;
  }
}

Micros Interpreter::await_span(const Await& await) const {
  const Timing& timing = binding_.timing;
  if (await.within_ms) {
    return static_cast<Micros>(static_cast<double>(micros(*await.within_ms)) * timing.scale);
  }
  // A precondition that is unmet blocks everything behind it: it has all the time there is.
  const bool precondition = await.proofs.empty() && !await.optional && await.otherwise < 0;
  Micros span = await.patient || precondition ? timing.ceiling : timing.deadline;
  const bool closing = std::ranges::any_of(await.alternatives, [](const Alternative& a) {
    return order_of(a.expects.kind) > 0;
  });
  if (program_.role == Role::server && closing) {
    span = std::max(span, micros(limits::component_close_ceiling_ms));
  }
  return span;
}

Standing Interpreter::standing(const Alternative& alternative, Micros now) const {
  const Expectation& expects = alternative.expects;
  const JudgeSession* session = session_of(alternative.actor);
  const bool can_send = session && session->can_send();
  switch (expects.kind) {
    case Kind::can_send: return can_send ? Standing::met : Standing::unmet;
    case Kind::cannot_send: return can_send ? Standing::pending : Standing::met;
    case Kind::measure: return standing_of_measure(expects);
    default: break;
  }
  if (!session) return Standing::unmet;
  switch (expects.kind) {
    case Kind::our_turn:
      if (program_.role == Role::component || session->peer_header()) return Standing::met;
      return session->quiet() ? Standing::pending : Standing::unmet;
    case Kind::marker:
    case Kind::answer:
      if (session->has_answer(expects.kind == Kind::marker ? marker_id_ : round_trip_id_)) {
        return Standing::met;
      }
      return session->quiet() ? Standing::pending : Standing::unmet;
    case Kind::silence: return standing_of_silence(*session, now);
    default:
      return session->standing(expects, resolvers_[static_cast<std::size_t>(alternative.actor)]);
  }
}

Standing Interpreter::standing_of_silence(const JudgeSession& session, Micros now) const {
  if (!session.quiet()) return Standing::unmet;
  // What another connection still has to tell us is given one more round trip.
  if (quiet_since_ && now >= *quiet_since_ + binding_.timing.round_trip) return Standing::met;
  return Standing::pending;
}

Standing Interpreter::standing_of_measure(const Expectation& expects) const {
  bool met = false;
  if (expects.measure == "unique") met = all_different(stream_ids_);
  if (expects.measure == "entropy_bits") met = entropy_bits(stream_ids_) >= expects.bound;
  if (expects.measure == "monotonic") met = !monotonic(stream_ids_);
  return met ? Standing::met : Standing::unmet;
}

void Interpreter::take(const Alternative& alternative, const Operation& op, Micros now) {
  const Expectation& expects = alternative.expects;
  const Resolver& resolve = resolvers_[static_cast<std::size_t>(alternative.actor)];
  if (JudgeSession* session = session_of(alternative.actor)) {
    if (expects.kind == Kind::marker) session->take_answer(marker_id_);
    if (expects.kind == Kind::answer) {
      session->take_answer(round_trip_id_);
      round_trips_.push_back(now - *round_trip_sent_);
    }
    session->take(expects, resolve);
    for (const Capture& capture : expects.captures) {
      std::string value;
      if (expects.kind == Kind::header) {
        value = std::string(session->peer_header()->attribute(capture.attribute).value_or(""));
      } else if (const Element* element = session->last_element(); element && capture.xpath) {
        value = capture.xpath->string_of(*element, resolve);
      }
      std::erase_if(captures_, [&](const auto& known) { return known.first == capture.name; });
      captures_.emplace_back(capture.name, std::move(value));
    }
  }
  for (const auto& answer : alternative.answers) traits_.push_back(answer);
  if (std::get<Await>(op.what).patient && expects.kind == Kind::header) {
    round_trips_.push_back(now - *entered_);
  }
  prove(alternative.proofs, Outcome::met);
  go(alternative.next);
}

void Interpreter::diverge(const Operation& op, std::string expected, std::string actual,
                          bool by_deadline) {
  if (divergence_) return;
  divergence_ = Divergence{program_.steps[static_cast<std::size_t>(op.step)], std::move(expected),
                           std::move(actual), transcript_.entries().size(), by_deadline};
}

void Interpreter::unmet(const Await& await, const Operation& op, bool by_deadline,
                        bool not_observable, Micros now) {
  const int after = await.otherwise >= 0 ? await.otherwise : pc_ + 1;
  const bool judged = !await.proofs.empty() || (await.otherwise < 0 && !await.optional);
  by_deadline_ = by_deadline_ || (judged && !not_observable && by_deadline);
  if (judged && !not_observable) {
    std::string actual = "nothing";
    const Alternative& first = await.alternatives.front();
    if (const JudgeSession* session = session_of(first.actor)) {
      actual = session->instead(first.expects, resolvers_[static_cast<std::size_t>(first.actor)]);
    }
    if (entered_ && now > *entered_) {
      actual += " within " + std::to_string((now - *entered_) / 1'000) + " ms";
    }
    diverge(op, in_words(await), std::move(actual), by_deadline);
  }
  if (!await.proofs.empty()) {
    prove(await.proofs, not_observable ? Outcome::not_observable : Outcome::unmet);
    if (!not_observable) missing(await);
    go(after);
  } else if (await.optional) {
    for (const auto& answer : await.other) traits_.push_back(answer);
    go(after);
  } else if (await.otherwise >= 0) {
    go(after);
  } else {
    establish_failed_ = establish_failed_ || await.patient;
    block("expected " + in_words(await) + ", got " + (divergence_ ? divergence_->actual : "nothing"),
          op);
  }
}

void Interpreter::missing(const Await& await) {
  const bool severe = std::ranges::any_of(await.proofs, [&](ProofIndex proof) {
    return grades_[static_cast<std::size_t>(proof)] == Grade::fail;
  });
  if (!severe) return;
  for (const Alternative& alternative : await.alternatives) {
    const Kind kind = alternative.expects.kind;
    const JudgeSession* session = session_of(alternative.actor);
    const bool came = kind == Kind::same || kind == Kind::measure || kind == Kind::silence ||
                      (kind == Kind::header && session && session->peer_header());
    if (came) return;
  }
  int order = 3;
  for (const Alternative& alternative : await.alternatives) {
    order = std::min(order, order_of(alternative.expects.kind));
  }
  missing_ = {await.alternatives.front().actor, order};
}

bool Interpreter::may_go_on(const Operation& op) const {
  if (!missing_) return true;
  if (std::holds_alternative<Jump>(op.what) || std::holds_alternative<Settle>(op.what)) return true;
  const Await* await = std::get_if<Await>(&op.what);
  return await && std::ranges::all_of(await->alternatives, [&](const Alternative& alternative) {
           return alternative.actor == missing_->first &&
                  order_of(alternative.expects.kind) > missing_->second;
         });
}

}  // namespace jcp
