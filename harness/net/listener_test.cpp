// Listeners on loopback, among them the failures a peer or the machine can cause.

#include "listener.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <set>

#include "net_test.hpp"
#include "wake.hpp"

namespace jcp::net {
namespace {

asio::awaitable<void> accepts(asio::any_io_executor executor) {
  const ListenResult listening = listen(executor, "127.0.0.1", 0);
  EXPECT_EQ(listening.listener->local(), "127.0.0.1:" + std::to_string(listening.listener->port()));
  const ConnectResult dialled =
      co_await connect(executor, "127.0.0.1", listening.listener->port(), 1s);
  const ConnectResult accepted = co_await listening.listener->accept(std::nullopt);
  EXPECT_EQ(accepted.connection->remote(), dialled.connection->local());
  EXPECT_EQ(accepted.connection->local(), dialled.connection->remote());

  const Clock::time_point start = Clock::now();
  const ConnectResult nobody = co_await listening.listener->accept(50ms);
  EXPECT_EQ(nobody.end, End::timeout);
  EXPECT_GE(Clock::now() - start, 50ms);
  const ConnectResult again =
      co_await connect(executor, "127.0.0.1", listening.listener->port(), 1s);
  EXPECT_TRUE(again.connection);
  const ConnectResult usable = co_await listening.listener->accept(1s);
  EXPECT_TRUE(usable.connection) << "a deadline does not close the listener";
}

TEST(Listener, AcceptsAndKeepsItsDeadline) {
  Loop loop;
  run(loop, accepts(loop.executor()));
}

asio::awaitable<void> closed(asio::any_io_executor executor) {
  const ListenResult listening = listen(executor, "127.0.0.1", 0);
  const auto close_soon = [&]() -> asio::awaitable<void> {
    co_await sleep_for(10ms);
    listening.listener->close();
  };
  spawn(executor, close_soon(), [](std::exception_ptr) { FAIL(); });
  const ConnectResult result = co_await listening.listener->accept(std::nullopt);
  EXPECT_EQ(result.end, End::ours);
  const ConnectResult again = co_await listening.listener->accept(std::nullopt);
  EXPECT_EQ(again.end, End::ours);
  const ConnectResult late =
      co_await connect(executor, "127.0.0.1", listening.listener->port(), 1s);
  EXPECT_EQ(late.end, End::refused);
}

TEST(Listener, CloseEndsAccept) {
  Loop loop;
  run(loop, closed(loop.executor()));
}

TEST(Listener, WhatCannotListenSaysWhy) {
  Loop loop;
  const ListenResult first = listen(loop.executor(), "127.0.0.1", 0);
  const ListenResult second = listen(loop.executor(), "127.0.0.1", first.listener->port());
  EXPECT_FALSE(second.listener);
  EXPECT_EQ(second.reason, first.listener->local() + ": Address already in use");
  EXPECT_EQ(listen(loop.executor(), "localhost", 0).reason, "localhost: not an address");
}

asio::awaitable<void> out_of_descriptors(asio::any_io_executor executor) {
  const ListenResult listening = listen(executor, "127.0.0.1", 0);
  const ConnectResult dialled =
      co_await connect(executor, "127.0.0.1", listening.listener->port(), 1s);
  rlimit old{};
  ::getrlimit(RLIMIT_NOFILE, &old);
  rlimit none = old;
  none.rlim_cur = 0;
  ::setrlimit(RLIMIT_NOFILE, &none);
  const ConnectResult scarce = co_await listening.listener->accept(120ms);
  EXPECT_EQ(scarce.end, End::timeout) << scarce.reason;
  ::setrlimit(RLIMIT_NOFILE, &old);
  const ConnectResult better = co_await listening.listener->accept(1s);
  EXPECT_TRUE(better.connection) << better.reason;
}

#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#define JCP_CHECKER_NEEDS_DESCRIPTORS 1
#endif
#endif

TEST(Listener, WaitsWhenDescriptorsAreScarce) {
#ifdef JCP_CHECKER_NEEDS_DESCRIPTORS
  GTEST_SKIP() << "UBSan reads an object of a type that is new to it through a pipe of its own, "
                  "and calls it invalid where it gets none";
#endif
  Loop loop;
  run(loop, out_of_descriptors(loop.executor()));
}

TEST(FreePort, CanBeListenedOnAndIsNotGivenTwice) {
  Loop loop;
  std::set<unsigned short> ports;
  for (int i = 0; i < 100; ++i) ports.insert(free_port());
  EXPECT_EQ(ports.size(), 100U);
  EXPECT_FALSE(ports.contains(0));
  for (const unsigned short port : ports) {
    const ListenResult listening = listen(loop.executor(), "127.0.0.1", port);
    EXPECT_TRUE(listening.listener) << listening.reason;
  }
}

}  // namespace
}  // namespace jcp::net
