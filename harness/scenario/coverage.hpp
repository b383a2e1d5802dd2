#pragma once
// Which rules of the catalogue some scenario proves.

#include <string>
#include <vector>

#include "suite.hpp"

namespace jcp {

struct CoverageRow {
  enum class State {
    proven,
    excused,  // the catalogue leaves it out, with a reason
    open,
  };
  const Requirement* requirement = nullptr;
  std::string side;  // server or component: a row for both is there twice
  State state = State::open;
  std::vector<std::string> scenarios;  // keys of those that prove it on this side
};

// In the order of the catalogue. The rows point into `suite`.
std::vector<CoverageRow> coverage(const Suite& suite);

// MUST and MUST NOT.
bool is_mandatory(const Requirement& requirement);

}  // namespace jcp
