#pragma once
// The event loop all coroutines run on, and the one way to start one.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>

namespace jcp::net {

namespace asio = boost::asio;

class Loop {
 public:
  Loop();
  // Destroys the coroutines that still wait.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  asio::any_io_executor executor();
  // Until nothing waits any more, or stop(). Can be called again.
  void run();
  // False: work was left when the time was over.
  bool run_for(std::chrono::milliseconds time);
  void stop();  // from any thread

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Starts a coroutine of its own. An exception that leaves it is our mistake and goes to `failed`,
// which must not be empty: swallowed, as Asio does when told to detach, it looks like a hang.
void spawn(asio::any_io_executor executor, asio::awaitable<void> coroutine,
           std::function<void(std::exception_ptr)> failed);

}  // namespace jcp::net
