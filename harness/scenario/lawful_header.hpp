#pragma once
// What ${header} stands for.

#include <string_view>

#include "program.hpp"

namespace jcp {

// A lawful header of `role`, without an XML declaration; its variables are not filled.
std::string_view lawful_header(Role role);

}  // namespace jcp
