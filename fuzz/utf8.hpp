#pragma once
// UTF-8 as RFC 3629 3 defines it: no overlong form, no surrogate, nothing above U+10FFFF.

#include <cstddef>
#include <string_view>

namespace jcp::fuzz {

// Octets of the character that `text` begins with; 0: it begins with none.
std::size_t utf8_length(std::string_view text);

}  // namespace jcp::fuzz
