#include "mock-server/lawful.hpp"

#include <algorithm>

namespace jcp::mock {

std::string dressed(std::string markup, const Core& core) {
  if (core.config.lawful) std::ranges::replace(markup, '\'', '"');
  return markup;
}

std::string_view further_error_children(const Core& core) {
  if (!core.config.lawful) return "";
  return "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>No way, McFly</text>"
         "<great-scott xmlns='urn:example:errors'/>";
}

std::string_view further_stanza_error_children(const Core& core) {
  if (!core.config.lawful) return "";
  return "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>No way, McFly</text>"
         "<great-scott xmlns='urn:example:errors'/>";
}

}  // namespace jcp::mock
