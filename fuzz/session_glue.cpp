// How libFuzzer mutates sessions: linked into the targets that eat them (an object, because the
// engine refers to these functions weakly).

#include "fuzz/bytes_in.hpp"
#include "fuzz/engine_octets.hpp"
#include "fuzz/mutator.hpp"

namespace jcp::fuzz {

namespace {

// Stands in for what is no session.
Session dummy() {
  using Kind = Action::Kind;
  return {{.kind = Kind::connect},
          {.kind = Kind::send, .text = "${header}"},
          {.kind = Kind::send, .text = "<handshake>${digest}</handshake>"},
          {.kind = Kind::send, .text = "<message from='${us}' to='${them}'/>"}};
}

Session session_in(const std::uint8_t* bytes, std::size_t size) {
  return decode_strictly(as_text(bytes, size)).value_or(dummy());
}

}  // namespace

}  // namespace jcp::fuzz

// What AddressSanitizer does with every piece of memory, reduced: half as many runs again in the
// same time.
extern "C" const char* __asan_default_options() {
  return "quarantine_size_mb=16:max_malloc_fill_size=256:malloc_context_size=8";
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t most, unsigned seed) {
  using namespace jcp::fuzz;
  return give(
      encode(Mutator(seed, session_actors, engine_octets()).mutate(session_in(bytes, size), most)),
      bytes, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out,
                                                 std::size_t most, unsigned seed) {
  using namespace jcp::fuzz;
  const Session a = session_in(first, first_size), b = session_in(second, second_size);
  return give(encode(Mutator(seed, session_actors, engine_octets()).cross(a, b, most)), out, most);
}
