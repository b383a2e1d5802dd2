#pragma once
// XMPP vocabulary -> bytes.

#include <string>
#include <string_view>

#include "element.hpp"

namespace jcp {

// `text` escaped for use in character data and in attribute values of either quote style.
// Tab, LF and CR become references, so that a parser gives back the same characters.
std::string escape_attribute(std::string_view text);
// `text` escaped for character data: & < > and CR; other white space stands as it is.
std::string escape_text(std::string_view text);

// The element as it may be written into a stream whose default namespace is `content_ns`, with
// every namespace declared where it is needed and no prefix on element names but `stream`, `xml`.
std::string to_wire(const Element& element, std::string_view content_ns);

}  // namespace jcp
