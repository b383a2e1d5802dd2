#pragma once
// What makes a stanza valid, and whether it may be answered (RFC 6120 section 8).

#include <string_view>

#include "harness/xmpp/element.hpp"
#include "mock-server/core.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {

// The condition of the stanza error it deserves; "": it is valid.
std::string_view stanza_fault(const Element& stanza, const Core& core);

// RFC 6120 8.3.1: nothing answers an error; 8.2.3: nothing answers a result.
bool answerable(const Element& stanza, const Core& core);

// Quirks: the host answers this invalid iq with an empty result.
bool host_forgives(const Element& iq, const Core& core);

bool is_message_type(std::string_view type);       // RFC 6121 5.2.2
bool holds_stream_element(const Element& stanza);  // anywhere inside

}  // namespace jcp::mock
