#pragma once
// All that is stored of a scenario but its source, as text: two are the same when their texts are.

#include <string>

#include "harness/scenario/scenario.hpp"

namespace jcp::fuzz {

std::string text_of(const Scenario& scenario);
std::string text_of(const AlwaysRule& rule);

}  // namespace jcp::fuzz
