#pragma once
// The dialogue that shows a finding, and what is expected of it.

#include "finding.hpp"
#include "harness/scenario/json_file.hpp"

namespace jcp::fuzz {

Json steps_of(const Finding& finding, Oracle oracle, Role role);

}  // namespace jcp::fuzz
