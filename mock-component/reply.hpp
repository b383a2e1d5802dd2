#pragma once
// Answers as they go on the wire.

#include <optional>
#include <string>
#include <string_view>

#include "harness/xmpp/element.hpp"
#include "mock-component/core.hpp"

namespace jcp::mock::component {

struct Reply {
  std::string name;  // iq, message, presence
  std::string type;
  std::optional<std::string> id, from, to;
  std::string payload;  // markup
};

// The stanza turned round (RFC 6120 8.2.3, 8.3.1), without payload.
Reply reply_to(const Element& stanza, std::string_view type, const Core& core);
Reply error_to(const Element& stanza, std::string_view condition, const Core& core);
// RFC 6120 8.3.2.
std::string error_element(std::string_view condition, std::string_view type, const Core& core);
std::string condition_element(std::string_view condition);
std::string markup(const Reply& reply, const Core& core);

// The id in an answer to it.
std::string id_in_answer(std::string_view id, const Core& core);

std::string presence_to(std::string_view server, const Core& core);
std::string request_to_host(const Core& core);

}  // namespace jcp::mock::component
