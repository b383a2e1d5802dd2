#pragma once
// A lowered program for people.

#include <string>
#include <vector>

#include "harness/scenario/program.hpp"

namespace jcp::cli {

// One line an operation: number, step, actor, what it does.
std::vector<std::string> program_text(const Program& program);

}  // namespace jcp::cli
