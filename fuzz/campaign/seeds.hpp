#pragma once
// The sessions that a campaign begins with, for either role.

#include <string>
#include <vector>

#include "fuzz/session.hpp"
#include "harness/scenario/program.hpp"

namespace jcp::fuzz {

// Lawful dialogues and the best known ways to break them. `role` is the one we play.
std::vector<Session> campaign_seeds(Role role);

// Over all of them: other seeds make other sessions.
std::string hash_of(const std::vector<Session>& seeds);

}  // namespace jcp::fuzz
