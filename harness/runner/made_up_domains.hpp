#pragma once
// Names and secrets for targets that have none of their own: the built-in mocks and components
// that we start.

#include <map>
#include <string>

#include "harness/scenario/interpreter.hpp"

namespace jcp {

inline const std::string made_up_host = "mcfly.fam";

// The n-th ordinary one, from 1.
Lease made_up_lease(int number);

// Domains whose secrets are harder to get right, by kind.
const std::map<std::string, Lease>& special_leases();

// One for each slot of a program.
std::vector<Lease> made_up_leases(const Program& program);

}  // namespace jcp
