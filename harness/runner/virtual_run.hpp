#pragma once
// A program against a mock in one process and in virtual time.

#include "harness/scenario/interpreter.hpp"
#include "mock-component/component.hpp"
#include "mock-server/server.hpp"

namespace jcp {

// Runs `judge` to its end against `server`, starting at `now`; returns the virtual time after it.
// Throws std::logic_error when it does not end, which is a mistake of ours.
Micros run_virtually(Interpreter& judge, mock::MockServer& server, Micros now);
// The same with a component, which dials in; it is started here.
Micros run_virtually(Interpreter& judge, mock::MockComponent& component, Micros now);

}  // namespace jcp
