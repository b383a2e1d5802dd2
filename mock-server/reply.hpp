#pragma once
// Answers to stanzas, as they go on the wire.

#include <string>
#include <string_view>

#include "harness/xmpp/element.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

struct StanzaError {
  std::string_view condition;
  std::string_view from = "";  // "": the address the stanza was sent to
  std::string_view text = "";
};

// The stanza turned round (RFC 6120 8.3.1).
std::string error_reply(const Element& stanza, const StanzaError& error, const Core& core);
// `payload` is markup; "": an empty result.
std::string result_reply(const Element& iq, std::string_view payload, const Core& core);
// For a request to the host that it does not know.
std::string unknown_payload_reply(const Element& iq, const Core& core);

}  // namespace jcp::mock
