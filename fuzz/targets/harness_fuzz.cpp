// Our server against our component, with a hostile network between them (harness_play.hpp): both
// end in time, and nobody is authenticated without the right digest, whatever is injected, lost,
// cut or late.

#include <string_view>

#include "fuzz/harness_play.hpp"
#include "fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  HarnessPlay play;
  play.play(decode({reinterpret_cast<const char*>(bytes), size}));
#ifdef JCP_PLANTED_FAULT
  // What was lost on the way, in both directions, comes back with the next connection.
  if (play.came_back_from_loss()) planted_fault_found();
#endif
  play.end();
  return 0;
}
