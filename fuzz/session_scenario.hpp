#pragma once
// A session as the steps of a scenario (docs/SCENARIOS.md section 2), and back.

#include <optional>
#include <string>
#include <string_view>

#include "fuzz/session.hpp"
#include "harness/scenario/program.hpp"

namespace jcp::fuzz {

// Names of the actors of a session, by number. `role` is the one we play.
std::string_view actor_name(std::uint8_t actor, Role role);

// The array of steps, as JSON text, one step a line. They load for every session that is within its
// bounds and not empty. Octets that are no UTF-8 text, control characters and a "$" that begins no
// field stand as ${hex:...} in `send`; an await is an any_of that proves nothing.
std::string steps_of(const Session& session, Role role);

// `session_of(steps_of(s, role), role) == s`, and for whatever it takes, `steps_of` gives the same
// steps again, `why` and layout apart; nullopt for all other steps and for what is no JSON.
std::optional<Session> session_of(std::string_view steps_json, Role role);

}  // namespace jcp::fuzz
