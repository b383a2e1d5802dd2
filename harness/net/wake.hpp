#pragma once
// A coroutine waits for a time or for a notification, whichever comes first.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>

namespace jcp::net {

namespace asio = boost::asio;

class Wake {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit Wake(asio::any_io_executor executor);
  // Lets go of the waiter, as notify() does.
  ~Wake();
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;

  // Without a waiter it is remembered, once: the next wait returns at once.
  void notify();
  // One waiter at a time. No time point: until notified. Which of the two it was is not said: ask
  // the clock and your own state.
  asio::awaitable<void> wait_until(std::optional<TimePoint> when);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

asio::awaitable<void> sleep_for(std::chrono::milliseconds time);

}  // namespace jcp::net
