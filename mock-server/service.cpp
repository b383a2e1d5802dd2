#include "mock-server/service.hpp"

#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <span>
#include <vector>

#include "harness/net/connection.hpp"
#include "harness/net/loop.hpp"
#include "harness/net/wake.hpp"

namespace jcp::mock {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds write_deadline{10'000};
// A peer that does not read may not make us remember more than this for it.
constexpr std::size_t unsent_bytes = 4 * 1024 * 1024;

// One connection: its own writer, so that a peer that does not read stops nobody else.
struct Link {
  Link(asio::any_io_executor executor, std::unique_ptr<net::Connection> c)
      : connection(std::move(c)), wake(std::move(executor)) {}
  std::unique_ptr<net::Connection> connection;
  net::Wake wake;
  std::deque<Output> outputs;
  std::size_t unsent = 0;
  bool over = false;  // nothing more will be written
};

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
      Link& link = *found->second;
      link.unsent += output.bytes.size();
      if (link.unsent > unsent_bytes) link.connection->reset();
      link.outputs.push_back(std::move(output));
      link.wake.notify();
    }
    if (server.crashed()) hooks.crashed();
  }

  asio::awaitable<void> write_all(std::shared_ptr<Link> link);
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

asio::awaitable<void> Service::State::write_all(std::shared_ptr<Link> link) {
  const auto self = shared_from_this();
  while (!link->over) {
    if (link->outputs.empty()) {
      co_await link->wake.wait_until(std::nullopt);
      continue;
    }
    const Output output = std::move(link->outputs.front());
    link->outputs.pop_front();
    link->unsent -= output.bytes.size();
    if (output.kind == Output::Kind::bytes) {
      co_await link->connection->write(output.bytes, write_deadline);
    } else if (output.kind == Output::Kind::fin) {
      link->connection->shutdown_send();
    } else {
      link->connection->reset();
    }
  }
}

asio::awaitable<void> Service::State::read_all(SessionId session, std::shared_ptr<Link> link) {
  const auto self = shared_from_this();
  std::array<char, 16 * 1024> buffer;
  while (true) {
    const net::ReadResult got = co_await link->connection->read(std::span<char>(buffer));
    if (got.bytes > 0) {
      server.received(session, std::string_view(buffer.data(), got.bytes), now());
    }
    if (got.end) server.closed(session, *got.end != net::End::fin, now());
    distribute();
    wake.notify();
    if (got.end) break;
  }
  // What was still to be said is said before the connection goes.
  while (!link->outputs.empty() && !link->connection->write_dead()) {
    co_await net::sleep_for(milliseconds(1));
  }
  link->over = true;
  link->wake.notify();
  link->connection->close();
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
