#pragma once
// How a fuzz target says that a property does not hold.

#include <string_view>

namespace jcp::fuzz {

// Prints one line and aborts: the engine takes it for a crash and keeps the input.
[[noreturn]] void violated(std::string_view property, std::string_view detail = "");

inline void require(bool holds, std::string_view property) {
  if (!holds) violated(property);
}

// A planted fault was found (builds with JCP_PLANTED_FAULT only): proves that the target can fail.
[[noreturn]] void planted_fault_found();

}  // namespace jcp::fuzz
