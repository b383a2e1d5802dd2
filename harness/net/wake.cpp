#include "wake.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace jcp::net {

struct Wake::State {
  explicit State(asio::any_io_executor executor) : timer(std::move(executor)) {}
  asio::steady_timer timer;
  bool notified = false;
};

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

}  // namespace

Wake::Wake(asio::any_io_executor executor) : state_(std::make_shared<State>(std::move(executor))) {}

Wake::~Wake() { notify(); }

void Wake::notify() {
  state_->notified = true;
  state_->timer.cancel();
}

asio::awaitable<void> Wake::wait_until(std::optional<TimePoint> when) {
  const std::shared_ptr<State> state = state_;  // outlives a Wake that goes away meanwhile
  if (!state->notified) {
    state->timer.expires_at(when.value_or(TimePoint::max()));
    // A notification between the timer's end and our resumption finds no waiter to cancel; the
    // flag catches it.
    co_await state->timer.async_wait(use_tuple);
  }
  state->notified = false;
}

asio::awaitable<void> sleep_for(std::chrono::milliseconds time) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  asio::steady_timer timer{executor, time};
  co_await timer.async_wait(use_tuple);
}

}  // namespace jcp::net
