// connect and establish: sessions opened by the book, in either role.

#include "lowering.hpp"

namespace jcp {

namespace {

using Kind = Expectation::Kind;

constexpr std::int64_t conflict_pause_ms = 20;
constexpr std::int64_t conflict_retries = 100;

Send send_of(std::string_view text) { return {SendText(text), "", 0, {}, 0}; }

}  // namespace

void Lowering::lower_connect(const Json& step, int who) {
  Connect connect;
  if (step.contains("within_ms")) {
    if (!in_repeat_ || program_.role != Role::server) {
      refuse("within_ms of a connect belongs into a repeat, and to a component that dials in");
    }
    connect.patience_ms = milliseconds(step["within_ms"]);
    connect.otherwise = repeat_end_;
    count_waits(*connect.patience_ms);
  }
  emit(connect, who);
  if (tree_ != "both" || program_.role == Role::component) return;
  Await await;
  const int next = label();
  await.alternatives.push_back(
      alternative(who, simple(Kind::our_turn, "the stream header of the component"), next));
  await.patient = true;
  emit(std::move(await), who);
  place(next);
}

void Lowering::lower_establish(const Json& step, int who, const Context& context) {
  const std::vector<ProofIndex> proofs = proofs_of(step, context);
  if (program_.role == Role::server) return accept_by_the_book(who, proofs);
  const int done = label();
  establish_by_the_book(who, proofs, done);
  place(done);
}

// Without proofs a conflict is waited out: a scenario before this one may have left the name.
void Lowering::establish_by_the_book(int who, const std::vector<ProofIndex>& proofs, int done,
                                     int failed) {
  const int loop = program_.loops++, body = label(), retry = label();
  const int has_header = label(), acknowledged = label();
  const auto retry_on_conflict = [&](Await& await) {
    await.patient = true;
    await.proofs = proofs;
    await.otherwise = proofs.empty() ? failed : done;
    if (!proofs.empty()) return;
    Expectation conflict = simple(Kind::stream_error, "stream error conflict");
    conflict.conditions = {"conflict"};
    await.alternatives.push_back(alternative(who, std::move(conflict), retry));
  };
  emit(LoopStart{loop}, who);
  place(body);
  emit(Connect{failed}, who);
  emit(send_of(header()), who);
  Await opened;
  opened.alternatives.push_back(
      alternative(who, simple(Kind::header, "a stream header"), has_header));
  retry_on_conflict(opened);
  emit(std::move(opened), who);
  place(has_header);
  emit(send_of("<handshake>${digest}</handshake>"), who);
  Await handshake;
  Expectation reply = simple(Kind::element, "<handshake/>");
  reply.patterns.emplace_back("<handshake/>");
  handshake.alternatives.push_back(alternative(who, std::move(reply), acknowledged));
  handshake.alternatives.back().proofs = proofs;
  retry_on_conflict(handshake);
  emit(std::move(handshake), who);
  place(acknowledged);
  emit(Jump{done}, who);
  place(retry);
  emit(Pause{conflict_pause_ms}, who);
  emit(LoopNext{loop, body, conflict_retries}, who);
  if (failed >= 0) {
    emit(Jump{failed}, who);
  } else {
    emit(GiveUp{"the name stays in conflict"}, who);
  }
}

void Lowering::accept_by_the_book(int who, const std::vector<ProofIndex>& proofs) {
  const int end = label();
  const auto await_one = [&](Expectation expects, bool last) {
    Await await;
    const int next = label();
    await.alternatives.push_back(alternative(who, std::move(expects), next));
    if (last) await.alternatives.back().proofs = proofs;
    await.proofs = proofs;
    await.patient = true;
    if (!proofs.empty()) await.otherwise = end;
    emit(std::move(await), who);
    place(next);
  };
  emit(Connect{}, who);
  await_one(simple(Kind::header, "a stream header"), false);
  emit(send_of(header()), who);
  Expectation handshake = simple(Kind::element, "<handshake/>");
  handshake.patterns.emplace_back("<handshake/>");
  await_one(std::move(handshake), true);
  emit(send_of("<handshake/>"), who);
  emit(Pause{0, true}, who);
  place(end);
}

}  // namespace jcp
