#pragma once
// For the tests of jcp_net: runs one coroutine to its end, and gives two ends of one connection.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "connection.hpp"
#include "listener.hpp"
#include "loop.hpp"

namespace jcp::net {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Fails the test when the coroutine throws or does not end within ten seconds.
inline void run(Loop& loop, asio::awaitable<void> coroutine) {
  spawn(loop.executor(), std::move(coroutine), [](std::exception_ptr exception) {
    try {
      std::rethrow_exception(exception);
    } catch (const std::exception& error) {
      ADD_FAILURE() << "the coroutine threw: " << error.what();
    }
  });
  EXPECT_TRUE(loop.run_for(10s)) << "something still waits";
}

struct Pair {
  std::unique_ptr<Connection> ours;
  std::unique_ptr<Connection> peer;
};

inline asio::awaitable<Pair> connected(asio::any_io_executor executor) {
  ListenResult listening = listen(executor, "127.0.0.1", 0);
  EXPECT_TRUE(listening.listener) << listening.reason;
  ConnectResult dialled = co_await connect(executor, "127.0.0.1", listening.listener->port(), 1s);
  EXPECT_TRUE(dialled.connection) << dialled.reason;
  ConnectResult accepted = co_await listening.listener->accept(1s);
  EXPECT_TRUE(accepted.connection) << accepted.reason;
  Pair pair;
  pair.ours = std::move(dialled.connection);
  pair.peer = std::move(accepted.connection);
  co_return pair;
}

struct Everything {
  std::string bytes;
  std::optional<End> end;
};

inline asio::awaitable<Everything> read_all(Connection& connection) {
  Everything all;
  std::string buffer(1024, '\0');
  while (!all.end) {
    const ReadResult got = co_await connection.read(buffer);
    all.bytes.append(buffer, 0, got.bytes);
    all.end = got.end;
  }
  co_return all;
}

inline std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

}  // namespace jcp::net
