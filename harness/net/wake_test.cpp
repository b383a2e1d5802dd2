// Waiting for a time or a notification, and what becomes of an exception in a coroutine.

#include "wake.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "net_test.hpp"

namespace jcp::net {
namespace {

asio::awaitable<void> remembered(asio::any_io_executor executor) {
  Wake wake{executor};
  wake.notify();
  wake.notify();
  const Clock::time_point start = Clock::now();
  co_await wake.wait_until(std::nullopt);
  co_await wake.wait_until(start + 100ms);
  EXPECT_GE(Clock::now() - start, 100ms) << "two notifications are one";
  co_await wake.wait_until(start);
}

TEST(Wake, ANotificationWithoutAWaiterIsRemembered) {
  Loop loop;
  run(loop, remembered(loop.executor()));
}

asio::awaitable<void> interrupted(asio::any_io_executor executor) {
  Wake wake{executor};
  const auto notify_soon = [&]() -> asio::awaitable<void> {
    co_await sleep_for(20ms);
    wake.notify();
  };
  spawn(executor, notify_soon(), [](std::exception_ptr) { FAIL(); });
  const Clock::time_point start = Clock::now();
  co_await wake.wait_until(start + 60s);
  EXPECT_LT(Clock::now() - start, 20s);
}

TEST(Wake, ANotificationEndsTheWait) {
  Loop loop;
  run(loop, interrupted(loop.executor()));
}

asio::awaitable<void> throws() {
  co_await sleep_for(1ms);
  throw std::runtime_error("ours");
}

TEST(Spawn, AnExceptionReachesTheHandler) {
  Loop loop;
  std::string what;
  spawn(loop.executor(), throws(), [&](std::exception_ptr exception) {
    try {
      std::rethrow_exception(exception);
    } catch (const std::exception& error) {
      what = error.what();
    }
  });
  EXPECT_TRUE(loop.run_for(5s));
  EXPECT_EQ(what, "ours");
}

TEST(Loop, AStopBeforeRunCounts) {
  Loop loop;
  spawn(loop.executor(), sleep_for(1min), [](std::exception_ptr) {});
  loop.stop();
  loop.run();
  EXPECT_FALSE(loop.run_for(1ms));
}

}  // namespace
}  // namespace jcp::net
