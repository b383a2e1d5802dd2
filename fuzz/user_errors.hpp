#pragma once
// What a file of a user is refused with.

#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz/property.hpp"
#include "harness/scenario/user_error.hpp"

namespace jcp::fuzz {

// "file:...: sentence", one line: it goes to a terminal as it is.
inline void require_pointed(const UserError& error, const std::string& file) {
  const std::string_view line = error.what();
  require(line.starts_with(file + ":"), "a refusal that does not name the file");
  require(std::ranges::none_of(
              line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }),
          "a refusal with control characters");
}

}  // namespace jcp::fuzz
