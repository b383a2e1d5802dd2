#pragma once
// Scenarios as sessions: what the corpora of the session targets are made of, and what a campaign
// starts with.

#include <optional>

#include "fuzz/session.hpp"
#include "harness/scenario/program.hpp"

namespace jcp::fuzz {

// The dialogue of a scenario when every wait is met by its first alternative, and loops are run
// once; proofs are left behind. nullopt: it needs what a session has not, or more than its bounds.
std::optional<Session> dialogue_of(const Program& program);

}  // namespace jcp::fuzz
