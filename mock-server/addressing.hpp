#pragma once
// The addresses of a stanza that a component sends (XEP-0114 3, RFC 6120 8.1).

#include <optional>
#include <string_view>

#include "harness/xmpp/element.hpp"
#include "harness/xmpp/jid.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

struct Addressing {
  std::optional<Jid> from;
  std::optional<Jid> to;  // nullopt with no stream error: malformed, the stanza is refused
  bool sender_accepted = false;
  std::string_view stream_error;  // condition; "": the stream goes on
};

Addressing address(const Element& stanza, std::string_view own_domain, const Core& core);

}  // namespace jcp::mock
