#include "mock-component/component.hpp"

#include <algorithm>
#include <utility>

#include "harness/xmpp/jid.hpp"
#include "mock-component/core.hpp"
#include "mock-component/stream.hpp"

namespace jcp::mock {

namespace component {

Core::Core(ComponentConfig given) : config(std::move(given)), random(config.seed) {
  const auto prepared = Jid::parse(config.domain);
  domain = prepared ? prepared->domain() : config.domain;
  if (quirk(Quirk::refuses_stanzas_of_8192_octets)) config.limits.parser.element_bytes = 8192;
}

std::string dressed(std::string markup, const Core& core) {
  if (core.config.lawful) std::ranges::replace(markup, '\'', '"');
  return markup;
}

}  // namespace component

using component::Core;
using component::Quirk;
using component::Stream;

namespace {

constexpr Micros at_once_us = 1000;  // a driver without a clock must not go round for ever

// To try again soon would meet the same refusal.
bool lasts(std::string_view condition) {
  for (std::string_view lasting :
       {"not-authorized", "conflict", "host-unknown", "host-gone", "see-other-host",
        "policy-violation", "resource-constraint", "invalid-namespace", "improper-addressing",
        "unsupported-version"}) {
    if (condition == lasting) return true;
  }
  return false;
}

}  // namespace

struct MockComponent::State {
  explicit State(ComponentConfig config) : core(std::move(config)) {}

  void output(ComponentOutput::Kind kind) { core.outputs.push_back({last_id, kind, {}}); }
  void dial();
  void settle();
  void after_end();
  Micros delay();
  bool hurries(std::string_view condition) const;
  void exit();
  bool stands_still() const { return core.crashed || core.hung; }

  Core core;
  std::optional<Stream> stream;
  SessionId last_id = 0;
  bool dialing = false;
  std::optional<Micros> dial_at;
  int failures = 0;  // in a row
  std::string refusal;
  bool stopping = false;
  bool exited = false;
};

void MockComponent::State::dial() {
  dial_at.reset();
  dialing = true;
  ++last_id;
  output(ComponentOutput::Kind::connect);
  core.crashed = last_id >= 20 && core.quirk(Quirk::dies_of_its_20th_connection);
}

// After every event: what has ended is forgotten.
void MockComponent::State::settle() {
  if (core.crashed) {
    // What the kernel does when a process dies.
    if (stream || dialing) output(ComponentOutput::Kind::rst);
    stream.reset();
    return;
  }
  if (!stream || stream->phase() != Stream::Phase::gone) return;
  refusal = stream->obeyed();
  failures = stream->was_ready() ? 0 : failures;
  stream.reset();
  after_end();
}

void MockComponent::State::after_end() {
  if (stopping || !core.config.reconnects) return exit();
  if (core.quirk(Quirk::never_redials)) return;
  dial_at = core.now + (hurries(refusal) ? at_once_us : delay());
  ++failures;
}

bool MockComponent::State::hurries(std::string_view condition) const {
  const bool refused =
      condition == "not-authorized" || condition == "conflict" || condition == "host-unknown";
  return core.storming || core.quirk(Quirk::redials_at_once) ||
         (refused && core.quirk(Quirk::redials_at_once_after_refusals)) ||
         (condition == "resource-constraint" && core.quirk(Quirk::redials_at_once_for_resources)) ||
         (condition == "see-other-host" && core.quirk(Quirk::follows_any_other_host));
}

// RFC 6120 3.3: exponential, with chance in it, so that not all components come back at once.
Micros MockComponent::State::delay() {
  const auto& limits = core.config.limits;
  Micros longest = limits.first_delay_us;
  for (int i = 0; i < failures && longest < limits.longest_delay_us; ++i) longest *= 2;
  if (lasts(refusal)) longest = std::max(longest, 2 * limits.refused_delay_us);
  longest = std::min(longest, limits.longest_delay_us);
  const auto half = static_cast<std::uint64_t>(longest / 2);
  return static_cast<Micros>(half + core.random() % (half + 1));
}

void MockComponent::State::exit() {
  if (!std::exchange(exited, true)) output(ComponentOutput::Kind::exit);
}

MockComponent::MockComponent(ComponentConfig config)
    : state_(std::make_unique<State>(std::move(config))) {}
MockComponent::~MockComponent() = default;
MockComponent::MockComponent(MockComponent&&) noexcept = default;
MockComponent& MockComponent::operator=(MockComponent&&) noexcept = default;

void MockComponent::start(Micros now) {
  state_->core.now = now;
  state_->dial();
}

void MockComponent::connected(SessionId session, Micros now) {
  State& s = *state_;
  s.core.now = now;
  if (s.stands_still() || s.exited || !s.dialing || session != s.last_id) return;
  s.dialing = false;
  s.stream.emplace(session, s.core);
  s.settle();
}

void MockComponent::received(SessionId session, std::string_view bytes, Micros now) {
  State& s = *state_;
  s.core.now = now;
  if (s.stands_still() || !s.stream || session != s.last_id) return;
  s.stream->received(bytes);
  s.settle();
}

void MockComponent::closed(SessionId session, bool reset, Micros now) {
  State& s = *state_;
  s.core.now = now;
  if (s.stands_still() || s.exited || session != s.last_id) return;
  if (std::exchange(s.dialing, false)) {
    s.refusal.clear();
    return s.after_end();
  }
  if (!s.stream) return;
  s.stream->peer_closed(reset);
  s.settle();
}

std::optional<Micros> MockComponent::next_timer() const {
  if (state_->stands_still() || state_->exited) return std::nullopt;
  if (state_->core.spinning) return state_->core.now + 1;
  return state_->stream ? state_->stream->deadline() : state_->dial_at;
}

void MockComponent::tick(Micros now) {
  State& s = *state_;
  s.core.now = now;
  const std::optional<Micros> timer = next_timer();
  if (!timer || *timer > now || s.core.spinning) return;
  if (s.stream) {
    s.stream->deadline_passed();
  } else {
    s.dial();
  }
  s.settle();
}

void MockComponent::stop(Micros now) {
  State& s = *state_;
  s.core.now = now;
  if (s.stands_still() || s.core.quirk(Quirk::ignores_being_stopped)) return;
  s.stopping = true;
  s.dialing = false;
  s.dial_at.reset();
  if (!s.stream) return s.exit();
  s.stream->stop();
  s.settle();
}

std::vector<ComponentOutput> MockComponent::take_outputs() {
  return std::exchange(state_->core.outputs, {});
}

bool MockComponent::authenticated() const {
  return state_->stream && state_->stream->phase() == Stream::Phase::ready;
}
bool MockComponent::crashed() const { return state_->core.crashed; }
bool MockComponent::exited() const { return state_->exited; }

}  // namespace jcp::mock
