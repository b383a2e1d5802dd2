// How libFuzzer mutates sessions: linked into the targets that eat them (an object, because the
// engine refers to these functions weakly).

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "fuzz/mutator.hpp"

// The engine's own mutation of octets; absent where nothing but a replayer is linked.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size,
                                                              std::size_t most);

namespace jcp::fuzz {

namespace {

std::string mutate_octets(std::string_view text, std::size_t most) {
  std::string octets(text);
  octets.resize(std::max<std::size_t>(most, 1));
  auto* bytes = reinterpret_cast<std::uint8_t*>(octets.data());
  octets.resize(LLVMFuzzerMutate(bytes, text.size(), octets.size()));
  return octets;
}

Mutator mutator(unsigned seed) {
  return Mutator(seed, session_actors, LLVMFuzzerMutate ? mutate_octets : OctetMutation());
}

// Stands in for what is no session.
Session dummy() {
  using Kind = Action::Kind;
  return {{.kind = Kind::connect},
          {.kind = Kind::send, .text = "${header}"},
          {.kind = Kind::send, .text = "<handshake>${digest}</handshake>"},
          {.kind = Kind::send, .text = "<message from='${us}' to='${them}'/>"}};
}

Session session_in(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  return decode_strictly(input).value_or(dummy());
}

std::size_t give(const Session& session, std::uint8_t* out, std::size_t most) {
  const std::string encoded = encode(session);
  if (encoded.size() > most) return 0;
  std::memcpy(out, encoded.data(), encoded.size());
  return encoded.size();
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
  return give(mutator(seed).mutate(session_in(bytes, size), most), bytes, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out,
                                                 std::size_t most, unsigned seed) {
  using namespace jcp::fuzz;
  const Session a = session_in(first, first_size), b = session_in(second, second_size);
  return give(mutator(seed).cross(a, b, most), out, most);
}
