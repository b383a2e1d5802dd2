#include "mock-server/service.hpp"

#include <array>
#include <chrono>
#include <map>
#include <span>
#include <vector>

#include "harness/net/connection.hpp"
#include "harness/net/loop.hpp"
#include "harness/net/wake.hpp"
#include "mock-server/service_link.hpp"

namespace jcp::mock {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

LinkOutput::Kind kind_of(Output::Kind kind) {
  if (kind == Output::Kind::bytes) return LinkOutput::Kind::bytes;
  return kind == Output::Kind::fin ? LinkOutput::Kind::fin : LinkOutput::Kind::rst;
}

}  // namespace

struct Service::State : std::enable_shared_from_this<Service::State> {
  State(asio::any_io_executor ex, ServerConfig config, std::unique_ptr<net::Listener> l,
        ServiceHooks h)
      : executor(ex),
        server(std::move(config)),
        listener(std::move(l)),
        hooks(std::move(h)),
        wake(ex),
        began(Clock::now()) {}

  Micros now() const {
    return std::chrono::duration_cast<microseconds>(Clock::now() - began).count();
  }

  // What the server has to say goes to the writers.
  void distribute() {
    for (Output& output : server.take_outputs()) {
      const auto found = links.find(output.session);
      if (found == links.end()) continue;
      if (output.kind == Output::Kind::bytes) watch(output.session, false, output.bytes);
      found->second->push({kind_of(output.kind), std::move(output.bytes)});
    }
    if (server.crashed()) hooks.crashed();
  }

  void watch(SessionId session, bool received, std::string_view bytes) const {
    if (!hooks.watch) return;
    SessionView view{session, "", false};
    for (const SessionView& known : server.sessions()) {
      if (known.id == session) view = known;
    }
    hooks.watch(view, received, bytes);
  }

  asio::awaitable<void> read_all(SessionId session, std::shared_ptr<Link> link);
  asio::awaitable<void> accept_all();

  asio::any_io_executor executor;
  MockServer server;
  std::unique_ptr<net::Listener> listener;
  ServiceHooks hooks;
  net::Wake wake;  // a timer may have changed, or it is time to end
  Clock::time_point began;
  std::map<SessionId, std::shared_ptr<Link>> links;
  bool stopping = false;
};

asio::awaitable<void> Service::State::read_all(SessionId session, std::shared_ptr<Link> link) {
  const auto self = shared_from_this();
  std::array<char, 16 * 1024> buffer;
  while (true) {
    const net::ReadResult got = co_await link->connection->read(std::span<char>(buffer));
    if (got.bytes > 0) {
      const std::string_view bytes(buffer.data(), got.bytes);
      watch(session, true, bytes);
      server.received(session, bytes, now());
    }
    if (got.end) server.closed(session, *got.end != net::End::fin, now());
    distribute();
    wake.notify();
    if (got.end) break;
  }
  co_await said_all(link);
  links.erase(session);
  wake.notify();
}

asio::awaitable<void> Service::State::accept_all() {
  const auto self = shared_from_this();
  while (!stopping) {
    net::ConnectResult made = co_await listener->accept(std::nullopt);
    if (!made.connection) {
      if (made.end == net::End::ours) break;
      co_await net::sleep_for(milliseconds(10));  // out of descriptors, say
      continue;
    }
    const SessionId session = server.accept(now());
    const auto link = std::make_shared<Link>(executor, std::move(made.connection));
    links[session] = link;
    net::spawn(executor, write_all(link), hooks.failed);
    net::spawn(executor, read_all(session, link), hooks.failed);
    distribute();
    wake.notify();
  }
}

Service::Service(asio::any_io_executor executor, ServerConfig config,
                 std::unique_ptr<net::Listener> listener, ServiceHooks hooks)
    : state_(std::make_shared<State>(executor, std::move(config), std::move(listener),
                                     std::move(hooks))) {}

Service::~Service() = default;

asio::awaitable<void> Service::run() {
  const std::shared_ptr<State> state = state_;
  net::spawn(state->executor, state->accept_all(), state->hooks.failed);
  while (!state->stopping || !state->links.empty()) {
    std::optional<Clock::time_point> next;
    if (const auto timer = state->server.next_timer()) next = state->began + microseconds(*timer);
    co_await state->wake.wait_until(next);
    state->server.tick(state->now());
    state->distribute();
  }
}

void Service::stop() {
  state_->stopping = true;
  state_->listener->close();
  state_->server.stop(state_->now());
  state_->distribute();
  // A peer that does not answer the closing is not waited for.
  for (const auto& [session, link] : state_->links) link->connection->cancel_read();
  state_->wake.notify();
}

}  // namespace jcp::mock
