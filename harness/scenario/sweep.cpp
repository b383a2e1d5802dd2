// Absence inside open streams is decided by order, not by time: a sweep.

#include <algorithm>

#include "harness/xmpp/jid.hpp"
#include "interpreter.hpp"

namespace jcp {

// A stream that was opened for another name than the actor's cannot carry its addresses: asking
// there would provoke the end that may be what the scenario waits for.
bool Interpreter::may_ask(const JudgeSession& session) const {
  if (!session.can_send() || session.reading_paused) return false;
  if (program_.role == Role::server) return true;
  const StreamHeader* header = session.our_header();
  const auto name = header ? Jid::parse(header->attribute("to").value_or("")) : std::nullopt;
  const auto own = Jid::parse(values_of(session.actor).domain);
  return name && own && name->domain() == own->domain();
}

// A component that answers a request behind what is no XML has gone on: nothing more is to be
// waited for. One that does not answer may still be about to close.
bool Interpreter::may_probe(const JudgeSession& session) const {
  return program_.role == Role::server && session.goes_on_spoilt() && !session.reading_paused;
}

// Whether order decides everything this wait is for: each of its streams can carry a request, or
// be probed.
bool Interpreter::sweep_decides(const Await& await, Asking asking) const {
  using Kind = Expectation::Kind;
  bool any = false;
  for (const Alternative& alternative : await.alternatives) {
    const Kind kind = alternative.expects.kind;
    if (kind == Kind::cannot_send) continue;
    const JudgeSession* session = session_of(alternative.actor);
    if (kind == Kind::answer || !session) return false;
    const bool probed = asking == Asking::and_probing && may_probe(*session);
    if (!probed && !may_ask(*session)) return false;
    any = true;
  }
  return any;
}

// The last request before the end: who leaves a stream open has to hear what is said there.
Interpreter::Step Interpreter::ask_canary(Micros now) {
  if (canary_ == Canary::not_asked) {
    rounds_left_ = 1;
    ask_everywhere(now, Asking::in_order);
    canary_ = requests_.empty() ? Canary::answered : Canary::asked;
    canary_until_ = now + binding_.timing.ceiling;
  }
  if (canary_ != Canary::asked) return Step::done;
  hear_requests(now);
  if (requests_.empty()) canary_ = Canary::answered;
  if (canary_ == Canary::asked && now >= *canary_until_) canary_ = Canary::silent;
  return canary_ == Canary::asked ? Step::waiting : Step::done;
}

// A request on every stream that can carry one. When all are answered, the target has dealt with
// what was sent before; what it passed from one stream to another may still be on its way: a
// second round comes behind that.
void Interpreter::begin_sweep(Micros now, Asking asking) {
  sweep_ = Sweep::under_way;
  rounds_left_ = 1;
  ask_everywhere(now, asking);
  if (requests_.size() > 1) ++rounds_left_;
}

void Interpreter::ask_everywhere(Micros now, Asking asking) {
  --rounds_left_;
  requests_.clear();
  for (JudgeSession& session : sessions_) {
    const bool probed = asking == Asking::and_probing && may_probe(session);
    if (!probed && !may_ask(session)) continue;
    requests_.push_back({index_of(session), send_request(session, now), now});
  }
}

// Takes the answers that came, and forgets requests on streams that have ended.
void Interpreter::hear_requests(Micros now) {
  std::erase_if(requests_, [&](const Request& request) {
    // Of two connections of one name the answer may come to the other.
    for (JudgeSession& session : sessions_) {
      if (!session.has_answer(request.id)) continue;
      session.take_answer(request.id);
      round_trips_.push_back(now - request.sent_us);
      return true;
    }
    const JudgeSession& asked = sessions_[static_cast<std::size_t>(request.session)];
    return !asked.can_send() && !asked.goes_on_spoilt();
  });
}

void Interpreter::hear_sweep(const Await& await, Micros now) {
  if (sweep_ != Sweep::under_way) return;
  hear_requests(now);
  if (!requests_.empty()) return;
  if (rounds_left_ > 0) ask_everywhere(now, Asking::in_order);
  if (!requests_.empty()) return;
  // A stream that has come to its end meanwhile: what still has to follow there takes its time.
  sweep_ = sweep_decides(await, Asking::and_probing) ? Sweep::over : Sweep::undecided;
}

}  // namespace jcp
