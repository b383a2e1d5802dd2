// A session against our component, in memory and in virtual time: what is looked at stands in
// component_play.hpp.

#include <string_view>

#include "fuzz/component_play.hpp"
#include "fuzz/property.hpp"

namespace jcp::fuzz {

namespace {

#ifdef JCP_PLANTED_FAULT
// Something of a connection that was reset before it was acknowledged lives on, and makes the next
// one answer twice.
void planted_fault(const ComponentPlay& play) {
  bool lost = false;
  for (const ComponentPlay::Link& link : play.links()) {
    if (lost && link.answers >= 2) planted_fault_found();
    lost = lost || (link.rst && link.handshake && !link.acknowledged);
  }
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  ComponentPlay play;
  play.play(decode({reinterpret_cast<const char*>(bytes), size}));
  play.end();
#ifdef JCP_PLANTED_FAULT
  planted_fault(play);
#endif
  return 0;
}
