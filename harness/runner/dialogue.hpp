#pragma once
// One program over real connections: the interpreter's actions become I/O, I/O becomes its events.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "harness/scenario/interpreter.hpp"

namespace jcp {

struct Endpoint {
  std::string address;
  unsigned short port = 0;
};

struct DialogueHooks {
  std::function<void(bool kill)> stop_target;      // empty: the target is not ours to stop
  std::function<void(std::exception_ptr)> failed;  // a mistake of ours; never empty
  std::function<bool()> cancelled;                 // the run was interrupted: come to an end
};

// Plays `judge` to its end. Everything it opened is closed when it returns.
boost::asio::awaitable<void> play(Interpreter& judge, Endpoint endpoint, DialogueHooks hooks);

}  // namespace jcp
