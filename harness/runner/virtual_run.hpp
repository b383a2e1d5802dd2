#pragma once
// A program against the mock server in one process and in virtual time.

#include "harness/scenario/interpreter.hpp"
#include "mock-server/server.hpp"

namespace jcp {

// Runs `judge` to its end against `server`, starting at `now`; returns the virtual time after it.
// Throws std::logic_error when it does not end, which is a mistake of ours.
Micros run_virtually(Interpreter& judge, mock::MockServer& server, Micros now);

}  // namespace jcp
