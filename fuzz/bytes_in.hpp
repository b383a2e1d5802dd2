#pragma once
// What an engine hands over, as text.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jcp::fuzz {

inline std::string_view as_text(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace jcp::fuzz
