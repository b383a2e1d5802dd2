#pragma once
// The dialogues of all scenarios with our mocks: where seeds come from.

#include <functional>
#include <string>

#include "harness/scenario/result.hpp"
#include "harness/scenario/suite.hpp"

namespace jcp::fuzz {

struct Played {
  CaseRef ref;
  Role role = Role::component;  // ours
  std::string name;  // for a file: "server.xep0114.3.accepted", "...--case", "...@server"
  ScenarioResult result;
};

const Suite& shipped_suite();

// Plays each case in virtual time, in both roles, as long as what is sent is short.
void each_played(const std::function<void(const Played&)>& use);

// The name of a case as judged.hpp hashes it.
std::string judged_name(const CaseRef& ref, Role role);

}  // namespace jcp::fuzz
