#include "mock-server/server.hpp"

#include <algorithm>
#include <utility>

#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/jid.hpp"
#include "mock-server/core.hpp"
#include "mock-server/router.hpp"
#include "mock-server/session.hpp"

namespace jcp::mock {

Core::Core(ServerConfig given) : config(std::move(given)), random_(config.seed) {
  for (const auto& [domain, secret] : config.components) {
    const auto prepared = Jid::parse(domain);
    accounts.emplace(prepared ? prepared->domain() : domain, secret);
  }
  if (const auto prepared = Jid::parse(config.host)) config.host = prepared->domain();
  if (quirk(Quirk::limits_stanzas_to_8192)) config.limits.parser.element_bytes = 8192;
}

std::string Core::new_stream_id() {
  if (config.quirks.empty()) return random_id();
  const std::size_t count = stream_ids.size();
  std::string id = random_id();
  if (quirk(Quirk::repeats_stream_ids) && count >= 99) id = stream_ids[(count - 99) % 99];
  if (quirk(Quirk::counts_stream_ids)) {
    id.clear();
    for (unsigned shift = 0; shift < 64; shift += 4) {
      id.insert(0, 1, "0123456789abcdef"[(count + 1) >> shift & 15U]);
    }
  }
  stream_ids.push_back(id);
  return id;
}

std::string Core::random_id() {
  std::string octets;
  for (int half = 0; half < 2; ++half) {
    const std::uint64_t bits = random_();
    for (unsigned shift = 0; shift < 64; shift += 8) {
      octets += static_cast<char>(static_cast<unsigned char>((bits >> shift) & 0xffU));
    }
  }
  return hex(octets);
}

struct MockServer::State {
  explicit State(ServerConfig config) : core(std::move(config)), router(core) {}

  Session* session(SessionId id) {
    const auto found = sessions.find(id);
    return found == sessions.end() ? nullptr : &found->second;
  }

  bool stands_still() const { return core.crashed || core.hung; }

  void forget_the_gone() {
    for (SessionId id : core.gone) sessions.erase(id);
    core.gone.clear();
  }

  // What the kernel does when a process dies.
  void reset_all() {
    for (const auto& [id, session] : sessions) {
      core.outputs.push_back({id, Output::Kind::rst, {}});
    }
  }

  Core core;
  Router router;
  std::map<SessionId, Session> sessions;
  SessionId last_id = 0;
};

MockServer::MockServer(ServerConfig config) : state_(std::make_unique<State>(std::move(config))) {}
MockServer::~MockServer() = default;
MockServer::MockServer(MockServer&&) noexcept = default;
MockServer& MockServer::operator=(MockServer&&) noexcept = default;

SessionId MockServer::accept(Micros now) {
  state_->core.now = now;
  const SessionId id = ++state_->last_id;
  state_->sessions.try_emplace(id, id, state_->core, state_->router);
  return id;
}

void MockServer::received(SessionId id, std::string_view bytes, Micros now) {
  state_->core.now = now;
  if (state_->stands_still()) return;
  if (Session* session = state_->session(id)) session->received(bytes);
  if (state_->core.crashed) state_->reset_all();
  state_->forget_the_gone();
}

void MockServer::closed(SessionId id, bool reset, Micros now) {
  state_->core.now = now;
  if (state_->stands_still()) return;
  if (Session* session = state_->session(id)) session->peer_closed(reset);
  state_->forget_the_gone();
}

std::optional<Micros> MockServer::next_timer() const {
  std::optional<Micros> next;
  if (state_->stands_still()) return next;
  if (state_->core.spinning) return state_->core.now + 1;
  for (const auto& [id, session] : state_->sessions) {
    if (session.deadline() && (!next || *session.deadline() < *next)) next = session.deadline();
  }
  if (const auto held = state_->router.deadline()) next = std::min(*held, next.value_or(*held));
  return next;
}

void MockServer::tick(Micros now) {
  state_->core.now = now;
  if (state_->stands_still()) return;
  for (auto& [id, session] : state_->sessions) {
    if (session.deadline() && *session.deadline() <= now) session.deadline_passed();
  }
  state_->router.deadline_passed();
  state_->forget_the_gone();
}

void MockServer::stop(Micros now) {
  state_->core.now = now;
  for (auto& [id, session] : state_->sessions) {
    if (session.phase() >= Session::Phase::closing) continue;
    if (state_->core.quirk(Quirk::stops_without_stream_error)) {
      session.end();
    } else {
      session.stream_error("system-shutdown");
    }
  }
}

std::vector<Output> MockServer::take_outputs() { return std::exchange(state_->core.outputs, {}); }

bool MockServer::crashed() const { return state_->core.crashed; }

std::vector<SessionView> MockServer::sessions() const {
  std::vector<SessionView> views;
  for (const auto& [id, session] : state_->sessions) {
    views.push_back({id, session.domain(), session.phase() == Session::Phase::authenticated});
  }
  return views;
}

void MockServer::inject(SessionId id, std::string_view bytes) {
  if (Session* session = state_->session(id)) session->write(std::string(bytes));
}

}  // namespace jcp::mock
