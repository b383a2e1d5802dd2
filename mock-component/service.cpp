#include "mock-component/service.hpp"

#include <array>
#include <chrono>
#include <map>
#include <span>
#include <utility>

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

constexpr milliseconds dial_deadline{10'000};

}  // namespace

struct ComponentService::State : std::enable_shared_from_this<ComponentService::State> {
  State(asio::any_io_executor ex, ComponentConfig config, std::string h, unsigned short p,
        ComponentHooks given)
      : executor(ex),
        component(std::move(config)),
        host(std::move(h)),
        port(p),
        hooks(std::move(given)),
        wake(ex),
        began(Clock::now()) {}

  Micros now() const {
    return std::chrono::duration_cast<microseconds>(Clock::now() - began).count();
  }

  void distribute();
  void write(ComponentOutput output);
  asio::awaitable<void> dial(SessionId session);
  asio::awaitable<void> read_all(SessionId session, std::shared_ptr<Link> link);

  asio::any_io_executor executor;
  MockComponent component;
  std::string host;
  unsigned short port;
  ComponentHooks hooks;
  net::Wake wake;  // a timer may have changed, or it is time to end
  Clock::time_point began;
  std::map<SessionId, std::shared_ptr<Link>> links;
  bool was_authenticated = false;
};

// What the component has to say goes to the writers.
void ComponentService::State::distribute() {
  for (ComponentOutput& output : component.take_outputs()) {
    if (output.kind == ComponentOutput::Kind::connect) {
      net::spawn(executor, dial(output.session), hooks.failed);
    } else {
      write(std::move(output));
    }
  }
  if (component.crashed()) hooks.crashed();
  const bool authenticated = component.authenticated();
  if (authenticated && !std::exchange(was_authenticated, authenticated)) hooks.authenticated();
  was_authenticated = authenticated;
  wake.notify();
}

void ComponentService::State::write(ComponentOutput output) {
  const auto found = links.find(output.session);
  if (found == links.end() || output.kind == ComponentOutput::Kind::exit) return;
  LinkOutput::Kind kind = LinkOutput::Kind::rst;
  if (output.kind == ComponentOutput::Kind::bytes) kind = LinkOutput::Kind::bytes;
  if (output.kind == ComponentOutput::Kind::fin) kind = LinkOutput::Kind::fin;
  found->second->push({kind, std::move(output.bytes)});
}

asio::awaitable<void> ComponentService::State::dial(SessionId session) {
  const auto self = shared_from_this();
  net::ConnectResult made = co_await net::connect(executor, host, port, dial_deadline);
  if (component.exited()) co_return;
  if (!made.connection) {
    component.closed(session, false, now());
    distribute();
    co_return;
  }
  const auto link = std::make_shared<Link>(executor, std::move(made.connection));
  links[session] = link;
  net::spawn(executor, write_all(link), hooks.failed);
  net::spawn(executor, read_all(session, link), hooks.failed);
  component.connected(session, now());
  distribute();
}

asio::awaitable<void> ComponentService::State::read_all(SessionId session,
                                                        std::shared_ptr<Link> link) {
  const auto self = shared_from_this();
  std::array<char, 16 * 1024> buffer;
  while (true) {
    const net::ReadResult got = co_await link->connection->read(std::span<char>(buffer));
    if (got.bytes > 0) {
      component.received(session, std::string_view(buffer.data(), got.bytes), now());
    }
    if (got.end) component.closed(session, *got.end != net::End::fin, now());
    distribute();
    if (got.end) break;
  }
  co_await said_all(link);
  links.erase(session);
  wake.notify();
}

ComponentService::ComponentService(asio::any_io_executor executor, ComponentConfig config,
                                   std::string host, unsigned short port, ComponentHooks hooks)
    : state_(std::make_shared<State>(executor, std::move(config), std::move(host), port,
                                     std::move(hooks))) {}

ComponentService::~ComponentService() = default;

asio::awaitable<void> ComponentService::run() {
  const std::shared_ptr<State> state = state_;
  state->component.start(state->now());
  state->distribute();
  while (!state->component.exited() || !state->links.empty()) {
    std::optional<Clock::time_point> next;
    if (const auto timer = state->component.next_timer()) {
      next = state->began + microseconds(*timer);
    }
    co_await state->wake.wait_until(next);
    const auto timer = state->component.next_timer();
    if (!timer || *timer > state->now()) continue;
    state->component.tick(state->now());
    state->distribute();
  }
}

void ComponentService::stop() {
  state_->component.stop(state_->now());
  state_->distribute();
}

}  // namespace jcp::mock
