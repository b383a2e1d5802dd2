#pragma once
// What a server answers to a stream header (XEP-0114 3, RFC 6120 4.7 to 4.9).

#include <string>
#include <string_view>

#include "harness/xmpp/stream_parser.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

struct Opening {
  std::string domain;        // prepared name of the component; "" when none was understood
  std::string_view refusal;  // condition of the stream error; "": the stream is open
  bool ignored = false;      // quirks: never answered
  bool any_handshake = false;
};

// `raw`: the bytes up to the end of the header, kept when there are quirks.
Opening open_stream(const StreamHeader& header, std::string_view raw, const Core& core);

}  // namespace jcp::mock
