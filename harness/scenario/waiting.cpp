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
    case Kind::stream_error:
      return 1;
    case Kind::stream_end:
      return 2;
    case Kind::disconnect:
      return 3;
    default:
      return 0;
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
  hear_sweep(await, now);
  const Alternative* met = nullptr;
  bool pending = false;
  bool not_observable = await.not_observable;
  for (const Alternative& alternative : await.alternatives) {
    const Standing state = standing(alternative);
    // Silence wins only when there is nothing that another branch wants.
    const bool better =
        !met || (met->expects.kind == Kind::silence && alternative.expects.kind != Kind::silence);
    if (state == Standing::met && better) met = &alternative;
    // That the sender may still end is nothing to wait for.
    const bool hope = alternative.expects.kind != Kind::cannot_send;
    pending = pending || (state == Standing::pending && hope);
    not_observable = not_observable || state == Standing::not_observable;
  }
  if (met) {
    take(*met, op, now);
    return Step::done;
  }
  if (!pending) {
    unmet(await, op, false, not_observable, now);
    return Step::done;
  }
  if (now < *until_ && sweep_ != Sweep::over) return Step::waiting;
  return out_of_time(await, op, not_observable, now);
}

// What is still awaited has not come in time; or it never will, as a sweep has shown.
Interpreter::Step Interpreter::out_of_time(const Await& await, const Operation& op,
                                           bool not_observable, Micros now) {
  const auto extend = [&](Micros span) {
    extended_ = true;
    until_ = std::max(*until_, now + span);
    return Step::done;
  };
  if (sweep_ == Sweep::none && sweep_decides(await, Asking::in_order)) {
    begin_sweep(now, Asking::in_order);
    return extend(binding_.timing.ceiling);
  }
  if (sweep_ == Sweep::none && sweep_decides(await, Asking::and_probing)) {
    probing_ = true;
    begin_sweep(now, Asking::and_probing);
    return extend(micros(limits::component_close_floor_ms));
  }
  const bool asked = sweep_ == Sweep::under_way ||
                     std::ranges::any_of(await.alternatives, [](const Alternative& alternative) {
                       return alternative.expects.kind == Kind::answer;
                     });
  if (asked && sweep_ != Sweep::over && !extended_) return extend(binding_.timing.ceiling);
  const bool by_deadline = sweep_ != Sweep::over;
  by_deadline_ = by_deadline_ || by_deadline;
  unanswered_ = unanswered_ || (sweep_ == Sweep::under_way && !probing_);
  const auto& actor = program_.actors[static_cast<std::size_t>(op.actor)];
  transcript_.add(now, actor.name, TranscriptEvent::deadline,
                  std::to_string((now - *entered_) / 1'000) + " ms" +
                      (by_deadline ? "" : ", and all requests are answered"));
  for (const Alternative& alternative : await.alternatives) {
    const JudgeSession* session = session_of(alternative.actor);
    const bool quiet = session && session->quiet() && !session->new_header();
    if (alternative.expects.kind == Kind::silence && quiet) {
      take(alternative, op, now);
      return Step::done;
    }
  }
  unmet(await, op, by_deadline, not_observable, now);
  return Step::done;
}

void Interpreter::begin_await(const Await& await, Micros now) {
  entered_ = now;
  until_ = now + await_span(await);
  const bool silence = std::ranges::any_of(await.alternatives, [](const Alternative& alternative) {
    return alternative.expects.kind == Kind::silence;
  });
  for (const Alternative& alternative : await.alternatives) {
    JudgeSession* session = session_of(alternative.actor);
    if (!session) continue;
    // What came before is no breach of the silence that begins now.
    if (alternative.expects.kind == Kind::silence) session->note_header();
    // `same` looks at what this one takes, or at nothing.
    if (alternative.expects.kind == Kind::element) session->forget_element();
  }
  if (silence && sweep_decides(await, Asking::in_order)) begin_sweep(now, Asking::in_order);
}

Micros Interpreter::scaled(std::int64_t milliseconds) const {
  return static_cast<Micros>(static_cast<double>(micros(milliseconds)) * binding_.timing.scale);
}

Micros Interpreter::await_span(const Await& await) const {
  const Timing& timing = binding_.timing;
  const Micros within = scaled(await.within_ms.value_or(0));
  if (await.within_ms && !await.default_too) return within;
  // A precondition that is unmet blocks everything behind it: it has all the time there is.
  const bool precondition = await.proofs.empty() && !await.optional && await.otherwise < 0;
  Micros span = await.patient || precondition ? timing.ceiling : timing.deadline;
  const bool closing = std::ranges::any_of(
      await.alternatives, [](const Alternative& a) { return order_of(a.expects.kind) > 0; });
  // A component takes its time to close; more than the first patience is for confirmations.
  if (program_.role == Role::server && closing) {
    span = std::max(span, std::min(timing.ceiling, micros(limits::component_close_floor_ms)));
  }
  return std::max(span, within);
}

Standing Interpreter::standing(const Alternative& alternative) const {
  const Expectation& expects = alternative.expects;
  const JudgeSession* session = session_of(alternative.actor);
  const bool can_send = session && session->can_send();
  switch (expects.kind) {
    case Kind::can_send:
      return can_send ? Standing::met : Standing::unmet;
    case Kind::cannot_send:
      return can_send ? Standing::pending : Standing::met;
    case Kind::measure:
      return standing_of_measure(expects);
    case Kind::usage:
      return standing_of_usage(expects);
    default:
      break;
  }
  if (!session) return Standing::unmet;
  switch (expects.kind) {
    case Kind::our_turn:
      if (program_.role == Role::component || session->peer_header()) return Standing::met;
      return session->quiet() ? Standing::pending : Standing::unmet;
    case Kind::marker:
      if (session->has_marker(marker_id_)) return Standing::met;
      return session->quiet() ? Standing::pending : Standing::unmet;
    case Kind::answer:
      if (session->has_answer(round_trip_.id)) return Standing::met;
      return session->quiet() ? Standing::pending : Standing::unmet;
    case Kind::silence:
      if (!session->quiet() || session->new_header()) return Standing::unmet;
      return sweep_ == Sweep::over ? Standing::met : Standing::pending;
    default:
      return session->standing(expects, resolvers_[static_cast<std::size_t>(alternative.actor)]);
  }
}

Standing Interpreter::standing_of_measure(const Expectation& expects) const {
  bool met = false;
  if (expects.measure == "unique") met = all_different(stream_ids_);
  if (expects.measure == "entropy_bits") met = entropy_bits(stream_ids_) >= expects.bound;
  if (expects.measure == "monotonic") met = !monotonic(stream_ids_);
  if (expects.measure == "per_second") met = a_second(opened_at()) <= expects.bound;
  return met ? Standing::met : Standing::unmet;
}

std::vector<Micros> Interpreter::opened_at() const {
  std::vector<Micros> times;
  for (const JudgeSession& session : sessions_) {
    if (session.opened_us) times.push_back(*session.opened_us);
  }
  return times;
}

void Interpreter::take(const Alternative& alternative, const Operation& op, Micros now) {
  const Expectation& expects = alternative.expects;
  const Resolver& resolve = resolvers_[static_cast<std::size_t>(alternative.actor)];
  if (JudgeSession* session = session_of(alternative.actor)) {
    if (expects.kind == Kind::marker) session->take_marker(marker_id_);
    if (expects.kind == Kind::answer) {
      session->take_answer(round_trip_.id);
      round_trips_.push_back(now - round_trip_.sent_us);
    }
    session->take(expects, resolve);
    keep_captures(alternative);
  }
  for (const auto& answer : alternative.answers) traits_.push_back(answer);
  if (std::get<Await>(op.what).patient && expects.kind == Kind::header) {
    round_trips_.push_back(now - *entered_);
  }
  prove(alternative.proofs, Outcome::met);
  go(alternative.next);
}

void Interpreter::keep_captures(const Alternative& alternative) {
  const Expectation& expects = alternative.expects;
  const JudgeSession& session = *session_of(alternative.actor);
  for (const Capture& capture : expects.captures) {
    std::string value;
    if (expects.kind == Kind::header) {
      value = std::string(session.peer_header()->attribute(capture.attribute).value_or(""));
    } else {
      value = capture.xpath->string_of(*session.last_element(),
                                       resolvers_[static_cast<std::size_t>(alternative.actor)]);
    }
    std::erase_if(captures_, [&](const auto& known) { return known.first == capture.name; });
    captures_.emplace_back(capture.name, std::move(value));
  }
}

void Interpreter::diverge(int step, int actor, const std::string& expected, std::string actual,
                          bool by_deadline) {
  if (divergence_) return;
  divergence_ = Divergence{program_.steps[static_cast<std::size_t>(step)],
                           with_values(expected, resolvers_[static_cast<std::size_t>(actor)]),
                           std::move(actual), transcript_.entries().size(), by_deadline};
}

std::string Interpreter::instead_of(const Await& await, Micros now) const {
  std::string actual = "nothing";
  const Alternative& first = await.alternatives.front();
  if (first.expects.kind == Kind::usage) return usage_in_words(first.expects);
  if (const JudgeSession* session = session_of(first.actor)) {
    actual = session->instead(first.expects, resolvers_[static_cast<std::size_t>(first.actor)]);
  }
  const bool nothing = actual == "nothing" || actual.starts_with("nothing ");
  if (nothing && now > *entered_)
    actual += " within " + std::to_string((now - *entered_) / 1'000) + " ms";
  return actual;
}

void Interpreter::unmet(const Await& await, const Operation& op, bool by_deadline,
                        bool not_observable, Micros now) {
  const Alternative& first = await.alternatives.front();
  const int after = await.otherwise >= 0 ? await.otherwise : pc_ + 1;
  const JudgeSession* session = session_of(first.actor);
  if (first.expects.kind == Kind::same && !first.proofs.empty() &&
      !(session && session->last_element())) {
    return go(after);  // nothing to compare: not reached
  }
  unanswered_ =
      unanswered_ || first.expects.kind == Kind::marker || first.expects.kind == Kind::answer;
  establish_failed_ = establish_failed_ || await.patient;
  const bool precondition = await.proofs.empty() && await.otherwise < 0 && !await.optional;
  const std::string actual = instead_of(await, now);
  if (!not_observable && (precondition || !await.proofs.empty())) {
    diverge(op.step, op.actor, in_words(await), actual, by_deadline);
  }
  if (!await.proofs.empty()) {
    prove(await.proofs, not_observable ? Outcome::not_observable : Outcome::unmet);
    if (!not_observable) missing(await);
    go(after);
  } else if (precondition) {
    block("expected " + in_words(await) + ", got " + actual, op.step);
  } else {
    if (await.optional) traits_.insert(traits_.end(), await.other.begin(), await.other.end());
    go(after);
  }
}

// Whether what was expected is there, only not as expected: what follows can be judged.
bool Interpreter::came(const Alternative& alternative) const {
  const Expectation& expects = alternative.expects;
  const JudgeSession* session = session_of(alternative.actor);
  switch (expects.kind) {
    case Kind::same:
    case Kind::measure:
    case Kind::usage:
    case Kind::silence:
      return true;
    case Kind::header:
      return session && session->peer_header();
    case Kind::stream_error:
      return session && session->has_stream_error();
    case Kind::in_order:
      return session &&
             session->has_all(expects, resolvers_[static_cast<std::size_t>(alternative.actor)]);
    default:
      return false;
  }
}

void Interpreter::missing(const Await& await) {
  const bool severe = std::ranges::any_of(await.proofs, [&](ProofIndex proof) {
    return grades_[static_cast<std::size_t>(proof)] == Grade::fail;
  });
  const bool any_came = std::ranges::any_of(
      await.alternatives, [&](const Alternative& alternative) { return came(alternative); });
  if (!severe || any_came) return;
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
