#pragma once
// Changes the inputs of the parser targets (cut_plan.hpp) as sessions are changed: the document by
// stanzas, attributes, tags and texts, the cuts by their lengths.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/mutation.hpp"

namespace jcp::fuzz {

// No longer than `most` octets; nothing where that is 0. The same arguments give the same input, if
// `engine` (may be empty) repeats itself; one time in four its octets are all that changes.
std::string mutate_document(std::string_view input, std::size_t most, std::uint64_t seed,
                            const OctetMutation& engine = {});

// The beginning of one document and the end of the other, cut between stanzas, or an element of
// the second within the first.
std::string cross_documents(std::string_view first, std::string_view second, std::size_t most,
                            std::uint64_t seed);

}  // namespace jcp::fuzz
