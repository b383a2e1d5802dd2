#pragma once
// One program over real connections: the interpreter's actions become I/O, I/O becomes its events.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "harness/net/listener.hpp"
#include "harness/scenario/interpreter.hpp"

namespace jcp {

struct Endpoint {
  std::string address;
  unsigned short port = 0;
};

// How a session gets its connection.
struct Opener {
  std::function<boost::asio::awaitable<net::ConnectResult>()> open;
  std::function<void()> give_up;  // nobody waits any more
};
Opener dial(Endpoint endpoint);
// `listener` outlives the dialogue and is closed at its end.
Opener answer_at(net::Listener& listener, std::chrono::milliseconds deadline);

struct DialogueHooks {
  std::function<void(bool kill)> stop_target;  // empty: the target is not ours to stop
  // What the target uses; empty: it cannot be seen.
  std::function<boost::asio::awaitable<std::optional<Usage>>()> sample;
  std::function<void(std::exception_ptr)> failed;  // a mistake of ours; never empty
  std::function<bool()> cancelled;                 // the run was interrupted: come to an end
};

// Plays `judge` to its end. Everything it opened is closed when it returns.
boost::asio::awaitable<void> play(Interpreter& judge, Opener opener, DialogueHooks hooks);

}  // namespace jcp
