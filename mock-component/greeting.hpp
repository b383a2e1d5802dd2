#pragma once
// Whether the server's stream header can be worked with.

#include <string_view>

#include "harness/xmpp/stream_parser.hpp"
#include "mock-component/core.hpp"

namespace jcp::mock::component {

// The condition of the stream error it deserves; "": none. `raw`: its bytes, for quirks.
std::string_view header_fault(const StreamHeader& header, std::string_view raw, Core& core);

}  // namespace jcp::mock::component
