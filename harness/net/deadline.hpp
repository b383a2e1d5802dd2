#pragma once
// Inside jcp_net only: does something when a time has come, unless it is gone by then. Leaves the
// socket as it is, unlike beast::tcp_stream::expires_after, which closes it (docs/ARCHITECTURE.md).

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace jcp::net {

using Clock = std::chrono::steady_clock;

// Lives in the frame of the coroutine that waits; `action` may refer to that frame.
class Deadline {
 public:
  Deadline(const boost::asio::any_io_executor& executor, std::optional<Clock::time_point> when,
           std::function<void()> action);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  bool passed() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace jcp::net
