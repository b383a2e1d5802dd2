#pragma once
// Scenarios as sessions: what the corpora of the session targets are made of.

#include <functional>
#include <optional>
#include <string_view>

#include "fuzz/session.hpp"
#include "harness/scenario/program.hpp"

namespace jcp::fuzz {

// The dialogue of a scenario when every wait is met by its first alternative, and loops are run
// once; proofs are left behind. nullopt: it needs what a session has not, or more than its bounds.
std::optional<Session> dialogue_of(const Program& program);

// Seeds of server_session, component_session and harness: `write(target, name, bytes)`.
void seeds_of_sessions(
    const std::function<void(std::string_view, std::string_view, std::string_view)>& write);

}  // namespace jcp::fuzz
