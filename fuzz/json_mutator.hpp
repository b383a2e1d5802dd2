#pragma once
// JSON is mutated as JSON: values copied, moved, left out and changed in their places, so that what
// lies behind the parser is reached. For LLVMFuzzerCustomMutator.

#include <cstddef>
#include <cstdint>

namespace jcp::fuzz {

// Changes `bytes` in their place, at most to `most` of them; returns how many there are. What is no
// JSON, and one in eight that is, is left to the engine's own mutations. Chance is `seed` alone.
std::size_t mutate_json(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed);

}  // namespace jcp::fuzz
