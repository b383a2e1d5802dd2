#pragma once
// A stanza as far as nobody on its way may change it.

#include <string>
#include <string_view>

#include "harness/xmpp/element.hpp"

namespace jcp::fuzz {

// Names, attributes in order of their names, text. Left out is what a server may lawfully add or
// change: addresses and xml:lang of the stanza (RFC 6120 8.1), <delay/> (XEP-0203); the content
// namespaces of components, clients and servers count as one (RFC 6120 4.8.3).
std::string canonical(const Element& stanza);

// `text` without blanks, tabs and line ends: what is the same then was changed in white space only.
std::string without_blanks(std::string_view text);

// All character data in it, in document order.
std::string text_of(const Element& stanza);

}  // namespace jcp::fuzz
