#pragma once
// Standing rules applied to what was received.

#include <optional>
#include <string>
#include <vector>

#include "interpreter.hpp"
#include "scenario.hpp"

namespace jcp {

// Where a rule was broken first, or nullopt.
std::optional<Divergence> breach(const AlwaysRule& rule, const Interpreter& run);

// Whether anything that the rule speaks of was received.
bool concerned(const AlwaysRule& rule, const Interpreter& run);

}  // namespace jcp
