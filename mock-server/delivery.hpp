#pragma once
// A routed stanza as its receiver gets it.

#include <string>

#include "harness/xmpp/element.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

std::string delivery(const Element& stanza, const Core& core);

}  // namespace jcp::mock
