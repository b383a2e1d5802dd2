#include "state_feedback.hpp"

#include <cstdint>

namespace jcp::fuzz {

namespace {

// libFuzzer takes every octet of this section for a counter, and clears it before each input.
__attribute__((section("__libfuzzer_extra_counters"))) std::uint8_t counters[16 * 16 * 16];

}  // namespace

void seen(unsigned state, unsigned event, unsigned reply) {
  std::uint8_t& counter = counters[(state % 16 * 16 + event % 16) * 16 + reply % 16];
  if (counter < 0xff) ++counter;
}

}  // namespace jcp::fuzz
