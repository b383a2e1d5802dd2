// What the target uses, looked at now and then.

#include <algorithm>
#include <cstdio>

#include "harness/xmpp/limits.hpp"
#include "interpreter.hpp"
#include "measure.hpp"

namespace jcp {

namespace {

constexpr std::int64_t bytes_a_kib = 1024;
constexpr double waits_believed = 4;  // times what it ran
// Whoever looks for us is to be done long before; a recording may not say what was seen.
constexpr Micros patience = 3 * limits::sampling_ms * 1'000;

std::string two_decimals(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

Interpreter::Step Interpreter::perform(const Sample& sample, const Operation& op, Micros now) {
  if (!entered_ && n_ % sample.every != 0) {
    go(pc_ + 1);
    return Step::done;
  }
  if (!entered_) {
    entered_ = now;
    until_ = now + patience;
    actions_.push_back({.kind = Action::Kind::sample, .actor = op.actor});
    return Step::waiting;
  }
  if (now < *until_) return Step::waiting;
  sampled(std::nullopt, now);
  return Step::done;
}

void Interpreter::sampled(const std::optional<Usage>& usage, Micros now) {
  const bool asked =
      phase_ == Phase::running && entered_ && std::holds_alternative<Sample>(current().what);
  if (!asked) return;  // a recording may say anything
  transcript_.add(now, "target", TranscriptEvent::sampled, to_text(usage));
  if (usage) samples_.push_back({now, *usage});
  unsampled_ = unsampled_ || !usage;
  go(pc_ + 1);
}

Standing Interpreter::standing_of_usage(const Expectation& expects) const {
  const bool processor = expects.measure == "processor";
  if (unsampled_ || samples_.size() < (processor ? 2 : least_values)) {
    return Standing::not_observable;
  }
  if (processor) return busy() <= expects.bound ? Standing::met : Standing::unmet;
  std::vector<std::uint64_t> values;
  for (const Sampled& sample : samples_) values.push_back(used(sample.usage, expects.measure));
  const bool grows = grows_steadily(values, static_cast<std::uint64_t>(expects.bound));
  return grows ? Standing::unmet : Standing::met;
}

// Ready for a processor is as good as on it, but for who waits long and hardly runs: on a machine
// that is overloaded, who merely wakes up now and then does so.
double Interpreter::busy() const {
  const Sampled &before = samples_[samples_.size() - 2], &last = samples_.back();
  const auto grown = [&](std::uint64_t (*what)(const Usage&)) {
    return static_cast<double>(what(last.usage)) - static_cast<double>(what(before.usage));
  };
  const double busy_ms = std::min(grown(wanted_ms), waits_believed * grown(ran_ms));
  return busy_ms * 1e3 / static_cast<double>(std::max<Micros>(last.t_us - before.t_us, 1));
}

std::string Interpreter::usage_in_words(const Expectation& expects) const {
  if (unsampled_ || samples_.size() < 2) return "nothing that can be seen";
  if (expects.measure == "processor") return two_decimals(busy());
  const bool memory = expects.measure == "memory";
  std::string text;
  for (const Sampled& sample : samples_) {
    const std::uint64_t value = used(sample.usage, expects.measure);
    text += (text.empty() ? "" : ", ") + std::to_string(memory ? value / bytes_a_kib : value);
  }
  return text + (memory ? " KiB" : "");
}

}  // namespace jcp
