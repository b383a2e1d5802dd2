// How libFuzzer mutates documents and their cuts: linked into the targets that eat them (an object,
// because the engine refers to these functions weakly).

#include "fuzz/bytes_in.hpp"
#include "fuzz/document_mutator.hpp"
#include "fuzz/engine_octets.hpp"

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t most, unsigned seed) {
  using namespace jcp::fuzz;
  return give(mutate_document(as_text(bytes, size), most, seed, engine_octets()), bytes, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out,
                                                 std::size_t most, unsigned seed) {
  using namespace jcp::fuzz;
  const auto a = as_text(first, first_size), b = as_text(second, second_size);
  return give(cross_documents(a, b, most, seed), out, most);
}
