#pragma once
// The echo of messages: what a scenario looks at to see what the component has read.

#include <string>

#include "harness/xmpp/element.hpp"
#include "mock-component/core.hpp"

namespace jcp::mock::component {

// "": this one gets none.
std::string echo(const Element& message, const Core& core);

}  // namespace jcp::mock::component
