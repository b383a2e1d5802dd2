#pragma once
// Statistics over the stream ids of one scenario (RFC 6120 4.7.3: unique and unpredictable).

#include <string>
#include <vector>

namespace jcp {

bool all_different(const std::vector<std::string>& ids);

// An estimate of the unpredictable bits of one id: over the positions, counted from the end, the
// Shannon entropy of the octets seen there, which at most log2(ids.size()) each can show; 0 for
// fewer than two ids.
double entropy_bits(const std::vector<std::string>& ids);

// Every id is greater than the one before, or every one less, by length and then by octets.
bool monotonic(const std::vector<std::string>& ids);

}  // namespace jcp
