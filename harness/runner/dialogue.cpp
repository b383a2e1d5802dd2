#include "dialogue.hpp"

#include <array>
#include <boost/asio/this_coro.hpp>
#include <memory>
#include <span>
#include <vector>

#include "harness/net/connection.hpp"
#include "harness/net/loop.hpp"
#include "harness/net/wake.hpp"

namespace jcp {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds connect_deadline{2'000};
constexpr milliseconds write_deadline{10'000};
constexpr milliseconds look_for_cancel{100};

struct Link {
  std::unique_ptr<net::Connection> connection;
  bool reading_paused = false;
  bool given_up = false;  // close() was asked for before it was open
};

// Shared by the playing coroutine and the readers it started.
struct Shared {
  Shared(asio::any_io_executor ex, Interpreter& j, Opener o, DialogueHooks h)
      : executor(std::move(ex)),
        judge(&j),
        wake(executor),
        opener(std::move(o)),
        hooks(std::move(h)),
        began(Clock::now()) {}

  Micros now() const {
    return std::chrono::duration_cast<microseconds>(Clock::now() - began).count();
  }

  asio::any_io_executor executor;
  Interpreter* judge;
  net::Wake wake;
  Opener opener;
  DialogueHooks hooks;
  Clock::time_point began;
  std::vector<std::shared_ptr<Link>> links;  // by session
  int readers = 0;
};

asio::awaitable<void> read_all(std::shared_ptr<Shared> shared, std::shared_ptr<Link> link,
                               SessionIndex session) {
  std::array<char, 16 * 1024> buffer;
  while (true) {
    if (link->reading_paused) {
      co_await net::sleep_for(milliseconds(5));
      continue;
    }
    const net::ReadResult got = co_await link->connection->read(std::span<char>(buffer));
    if (got.bytes > 0) {
      shared->judge->bytes(session, std::string_view(buffer.data(), got.bytes), shared->now());
    }
    if (got.end && *got.end == net::End::ours && link->reading_paused) continue;
    if (got.end) {
      if (*got.end != net::End::ours) {
        shared->judge->closed(session, *got.end != net::End::fin, shared->now());
      }
      break;
    }
    shared->wake.notify();
  }
}

asio::awaitable<void> serve(std::shared_ptr<Shared> shared, std::shared_ptr<Link> link,
                            SessionIndex session) {
  ++shared->readers;
  net::ConnectResult made = co_await shared->opener.open();
  if (made.connection && !link->given_up) {
    link->connection = std::move(made.connection);
    shared->judge->connected(session, shared->now());
    shared->wake.notify();
    co_await read_all(shared, link, session);
  } else {
    shared->judge->closed(session, false, shared->now());
  }
  --shared->readers;
  shared->wake.notify();
}

void perform_on(Link& link, const Action& action) {
  if (!link.connection) {
    link.given_up = link.given_up || action.kind == Action::Kind::close;
    return;
  }
  switch (action.kind) {
    case Action::Kind::half_close:
      link.connection->shutdown_send();
      break;
    case Action::Kind::reset:
      link.connection->reset();
      break;
    case Action::Kind::close:
      link.connection->close();
      break;
    case Action::Kind::pause_reading:
      link.reading_paused = true;
      link.connection->cancel_read();
      break;
    case Action::Kind::resume_reading:
      link.reading_paused = false;
      break;
    default:
      break;
  }
}

asio::awaitable<void> wait(std::shared_ptr<Shared> shared) {
  // Now and then to see whether the run was interrupted.
  Clock::time_point until = Clock::now() + look_for_cancel;
  if (const auto deadline = shared->judge->deadline()) {
    until = std::min(until, shared->began + microseconds(*deadline));
  }
  co_await shared->wake.wait_until(until);
}

void open(std::shared_ptr<Shared> shared, SessionIndex session) {
  const auto at = static_cast<std::size_t>(session);
  if (shared->links.size() <= at) shared->links.resize(at + 1);
  shared->links[at] = std::make_shared<Link>();
  net::spawn(shared->executor, serve(shared, shared->links[at], session), shared->hooks.failed);
}

}  // namespace

Opener dial(Endpoint endpoint) {
  return {[endpoint]() -> asio::awaitable<net::ConnectResult> {
            const asio::any_io_executor executor = co_await asio::this_coro::executor;
            co_return co_await net::connect(executor, endpoint.address, endpoint.port,
                                            connect_deadline);
          },
          [] {}};
}

Opener answer_at(net::Listener& listener, milliseconds deadline) {
  return {[&listener, deadline] { return listener.accept(deadline); },
          [&listener] { listener.close(); }};
}

asio::awaitable<void> play(Interpreter& judge, Opener opener, DialogueHooks hooks) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto shared =
      std::make_shared<Shared>(executor, judge, std::move(opener), std::move(hooks));
  while (!shared->hooks.cancelled()) {
    const Action action = judge.next(shared->now());
    if (action.kind == Action::Kind::finished) break;
    if (action.kind == Action::Kind::wait) {
      co_await wait(shared);
    } else if (action.kind == Action::Kind::connect) {
      open(shared, action.session);
    } else if (action.kind == Action::Kind::stop_target) {
      if (shared->hooks.stop_target) shared->hooks.stop_target(action.kill);
    } else if (action.kind == Action::Kind::sample) {
      std::optional<Usage> usage;
      if (shared->hooks.sample) usage = co_await shared->hooks.sample();
      judge.sampled(usage, shared->now());
    } else if (action.kind == Action::Kind::send) {
      const std::shared_ptr<Link> link = shared->links[static_cast<std::size_t>(action.session)];
      // A failed write is not an event: the reader sees how the connection ended.
      if (link->connection) co_await link->connection->write(action.bytes, write_deadline);
    } else {
      perform_on(*shared->links[static_cast<std::size_t>(action.session)], action);
    }
  }
  shared->opener.give_up();
  for (const auto& link : shared->links) {
    if (!link) continue;
    link->given_up = true;
    if (link->connection) link->connection->close();
  }
  while (shared->readers > 0) co_await shared->wake.wait_until(std::nullopt);
}

}  // namespace jcp
