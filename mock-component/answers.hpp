#pragma once
// What the component makes of stanzas: disco#info, ping and the echo of messages.

#include <string>

#include "harness/xmpp/element.hpp"
#include "mock-component/core.hpp"
#include "mock-component/reply.hpp"

namespace jcp::mock::component {

// As it goes on the wire; "": there is none.
std::string answer(const Element& stanza, Core& core);

}  // namespace jcp::mock::component
