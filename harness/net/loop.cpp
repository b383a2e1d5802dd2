#include "loop.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace jcp::net {

struct Loop::State {
  asio::io_context context{1};
};

Loop::Loop() : state_(std::make_unique<State>()) {}
Loop::~Loop() = default;

asio::any_io_executor Loop::executor() { return state_->context.get_executor(); }

void Loop::run() {
  state_->context.run();
  state_->context.restart();  // afterwards, so that a stop() before run() counts
}

bool Loop::run_for(std::chrono::milliseconds time) {
  state_->context.run_for(time);
  const bool done = state_->context.stopped();
  state_->context.restart();
  return done;
}

void Loop::stop() { state_->context.stop(); }

void spawn(asio::any_io_executor executor, asio::awaitable<void> coroutine,
           std::function<void(std::exception_ptr)> failed) {
  asio::co_spawn(std::move(executor), std::move(coroutine),
                 [failed = std::move(failed)](std::exception_ptr exception) {
                   if (exception) failed(exception);
                 });
}

}  // namespace jcp::net
