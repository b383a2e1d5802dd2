#pragma once
// The engine's own mutation of octets, for the mutators that a target brings.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "fuzz/mutation.hpp"

// Absent where nothing but a replayer is linked.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size,
                                                              std::size_t most);

namespace jcp::fuzz {

inline OctetMutation engine_octets() {
  if (!LLVMFuzzerMutate) return {};
  return [](std::string_view text, std::size_t most) {
    std::string octets(text);
    octets.resize(std::max<std::size_t>(most, 1));
    auto* bytes = reinterpret_cast<std::uint8_t*>(octets.data());
    octets.resize(LLVMFuzzerMutate(bytes, text.size(), octets.size()));
    return octets;
  };
}

// Where the engine wants a result. Returns its size; 0: it is larger than `most`.
inline std::size_t give(std::string_view result, std::uint8_t* out, std::size_t most) {
  if (result.size() > most) return 0;
  std::memcpy(out, result.data(), result.size());
  return result.size();
}

}  // namespace jcp::fuzz
