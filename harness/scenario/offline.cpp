#include "offline.hpp"

#include <algorithm>
#include <utility>

namespace jcp {

namespace {

// A timer that ran out shortly before something came may have been looked at only afterwards;
// those that made a difference left an entry of their own.
constexpr Micros late_us = 20'000;
// Every action is an operation of a bounded program, but the recording is not ours.
constexpr int actions_between_events = 100'000;

bool comes_from_outside(TranscriptEvent event) {
  return event == TranscriptEvent::connected || event == TranscriptEvent::accepted ||
         event == TranscriptEvent::received || event == TranscriptEvent::fin ||
         event == TranscriptEvent::rst;
}

std::string unfit(const ScenarioResult& saved, const Program* program) {
  if (!program) return "the scenario is not for this side any more";
  if (saved.transcript.cut()) return "only a part of the dialogue was kept";
  if (!saved.binding) {
    return saved.transcript.entries().empty() ? "it was not played"
                                              : "it was saved without secrets (--no-redact)";
  }
  const auto leases = static_cast<int>(saved.binding->leases.size());
  const bool enough =
      std::ranges::all_of(program->actors, [&](const Actor& a) { return a.slot < leases; });
  if (!enough) return "the scenario needs more domains than it had";
  return {};
}

}  // namespace

Rejudgement::Rejudgement(const CaseRef& ref, Role role, const ScenarioResult& saved)
    : result_(saved) {
  const Program* program = ref.which->program(role);
  why_not_ = unfit(saved, program);
  if (!why_not_.empty()) return;
  // What came at nearly the same time was looked at one by one, or as one: what was sent tells.
  for (const bool as_one : {false, true}) {
    judge_ = std::make_unique<Interpreter>(*program, *saved.binding);
    sent_.clear();
    now_ = 0;
    finished_ = false;
    const std::string first = std::exchange(why_not_, "");
    play(saved, as_one);
    check_sent(saved);
    if (why_not_.empty()) break;
    if (as_one) why_not_ = first;
  }
  if (!why_not_.empty()) return;
  ScenarioResult again = judge_->result();
  again.id = saved.id;
  again.case_name = saved.case_name;
  again.variant = saved.variant;
  again.title = ref.title();
  again.scenario_class = ref.which->scenario_class;
  again.duration_us = saved.duration_us;
  again.first_transcript = saved.first_transcript;
  again.unstable = saved.unstable;
  again.rounds = saved.rounds;
  if (saved.verdict >= Verdict::hang || saved.verdict == Verdict::error) {
    again.verdict = saved.verdict;
    again.reason = saved.reason;
  }
  result_ = std::move(again);
}

void Rejudgement::play(const ScenarioResult& saved, bool as_one) {
  for (const TranscriptEntry& entry : saved.transcript.entries()) {
    const bool outside = comes_from_outside(entry.event);
    const bool soon = entry.t_us <= now_ + late_us;
    const bool opens = entry.session == static_cast<int>(judge_->sessions().size());
    if (!outside || opens) {
      advance(entry.t_us);
    } else if (!as_one || !soon) {
      advance(entry.t_us - late_us);
    }
    now_ = std::max(now_, entry.t_us);
    if (entry.event == TranscriptEvent::sampled) judge_->sampled(usage_from(entry.bytes), now_);
    if (!outside) continue;
    if (entry.session < 0 || entry.session >= static_cast<int>(judge_->sessions().size())) {
      why_not_ = "there was a connection that the scenario does not open";
      return;
    }
    deliver(entry);
  }
  // What it would have waited for never came.
  for (int i = 0; !finished_ && i < actions_between_events; ++i) {
    advance(judge_->deadline().value_or(now_));
    if (!finished_ && !judge_->deadline()) break;
  }
  if (!finished_) why_not_ = "the dialogue does not come to an end";
}

void Rejudgement::deliver(const TranscriptEntry& entry) {
  switch (entry.event) {
    case TranscriptEvent::connected:
    case TranscriptEvent::accepted:
      judge_->connected(entry.session, now_);
      break;
    case TranscriptEvent::received:
      judge_->bytes(entry.session, entry.bytes, now_);
      break;
    default:
      judge_->closed(entry.session, entry.event == TranscriptEvent::rst, now_);
      break;
  }
}

void Rejudgement::advance(Micros until) {
  for (int i = 0; !finished_ && i < actions_between_events; ++i) {
    const Action action = judge_->next(now_);
    if (action.kind != Action::Kind::wait) {
      perform(action);
      continue;
    }
    const auto deadline = judge_->deadline();
    if (!deadline || *deadline > until) return;
    now_ = std::max(now_, *deadline);
  }
}

void Rejudgement::perform(const Action& action) {
  if (action.kind == Action::Kind::finished) finished_ = true;
  if (action.kind != Action::Kind::send) return;
  const auto at = static_cast<std::size_t>(action.session);
  if (sent_.size() <= at) sent_.resize(at + 1);
  sent_[at] += action.bytes;
}

void Rejudgement::check_sent(const ScenarioResult& saved) {
  if (!why_not_.empty()) return;
  std::vector<std::string> then(sent_.size());
  for (const TranscriptEntry& entry : saved.transcript.entries()) {
    const auto at = static_cast<std::size_t>(entry.session);
    if (entry.event == TranscriptEvent::sent && entry.session >= 0 && at < then.size()) {
      then[at] += entry.bytes;
    }
  }
  for (std::size_t i = 0; i < sent_.size(); ++i) {
    if (then[i].starts_with(sent_[i])) continue;
    why_not_ = "the scenario now sends what the target was not sent";
    return;
  }
}

}  // namespace jcp
