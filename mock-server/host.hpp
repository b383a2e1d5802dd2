#pragma once
// What the server's own domain answers: disco, ping, version.

#include <string>

#include "harness/xmpp/element.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

class Router;

// The answer to an iq of type get or set; "": a quirk does not answer.
std::string host_answer(const Element& iq, const Router& router, const Core& core);

}  // namespace jcp::mock
