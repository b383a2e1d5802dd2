#include "deadline.hpp"

#include <boost/asio/steady_timer.hpp>

namespace jcp::net {

struct Deadline::State {
  explicit State(const boost::asio::any_io_executor& executor) : timer(executor) {}
  boost::asio::steady_timer timer;
  bool passed = false;
  bool gone = false;
};

Deadline::Deadline(const boost::asio::any_io_executor& executor,
                   std::optional<Clock::time_point> when, std::function<void()> action)
    : state_(std::make_shared<State>(executor)) {
  if (!when) return;
  state_->timer.expires_at(*when);
  // A timer that has fired cannot be cancelled any more: its handler may run after we are gone, so
  // it owns what it looks at.
  state_->timer.async_wait([state = state_, action = std::move(action)](const auto& error) {
    if (error || state->gone) return;
    state->passed = true;
    action();
  });
}

Deadline::~Deadline() {
  state_->gone = true;
  state_->timer.cancel();
}

bool Deadline::passed() const { return state_->passed; }

}  // namespace jcp::net
