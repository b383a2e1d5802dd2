#pragma once
// Bytes of a peer -> text that is harmless on a terminal and in XML.

#include <string>
#include <string_view>

namespace jcp {

// UTF-8 without control characters, and without characters that hide or reorder what stands around
// them: those become \n, \t, \r, \xHH (an octet) or \u{HHHH}; a backslash becomes two.
std::string printable(std::string_view bytes);

// At most `most` bytes of UTF-8: the middle gives way to a note of how much is missing.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace jcp
