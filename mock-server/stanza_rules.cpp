#include "mock-server/stanza_rules.hpp"

#include <algorithm>

#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::ranges::find(values, value) != values.end();
}

bool is_iq_type(std::string_view type) { return one_of(type, {"get", "set", "result", "error"}); }

bool is_request(const Element& iq) { return one_of(type_of(iq), {"get", "set"}); }

// RFC 6120 8.1.3 and 8.2.3.
std::string_view iq_fault(const Element& iq) {
  if (!iq.attribute("id") || !is_iq_type(type_of(iq))) return "bad-request";
  if (is_request(iq) && payloads(iq) != 1) return "bad-request";
  return "";
}

// RFC 6121 4.7.1.
std::string_view presence_fault(const Element& presence) {
  if (!presence.attribute("type")) return "";
  if (one_of(type_of(presence), {"error", "probe", "subscribe", "subscribed", "unavailable",
                                 "unsubscribe", "unsubscribed"})) {
    return "";
  }
  return "bad-request";
}

bool has_mark(const Element& stanza) {
  return std::ranges::any_of(stanza.node().attributes(), [](const pugi::xml_attribute& attribute) {
    return !is_declaration(attribute) && local_of(attribute.name()) == "mark";
  });
}

}  // namespace

std::string_view stanza_fault(const Element& stanza, const Core& core) {
  if (core.quirk(Quirk::refuses_foreign_attributes) && has_mark(stanza)) return "bad-request";
  if (stanza.name() == "iq") return iq_fault(stanza);
  if (stanza.name() == "presence") return presence_fault(stanza);
  return "";  // RFC 6121 5.2.2: a message of an unknown type is a normal one.
}

bool answerable(const Element& stanza, const Core&) {
  const std::string_view type = type_of(stanza);
  if (type == "error") return false;
  return stanza.name() != "iq" || type != "result";
}

bool host_forgives(const Element& iq, const Core& core) {
  if (iq.name() != "iq") return false;
  const bool typed = is_iq_type(type_of(iq));
  if (!iq.attribute("id")) {
    return type_of(iq) == "get" && core.quirk(Quirk::answers_iq_without_id);
  }
  if (!iq.attribute("type")) return core.quirk(Quirk::answers_iq_without_type);
  if (!typed) return core.quirk(Quirk::answers_iq_of_unknown_type);
  if (payloads(iq) == 0) return core.quirk(Quirk::answers_iq_without_child);
  return payloads(iq) == 2 && core.quirk(Quirk::answers_iq_with_two_children);
}

bool is_message_type(std::string_view type) {
  return type.empty() || one_of(type, {"normal", "chat", "groupchat", "headline", "error"});
}

bool holds_stream_element(const Element& stanza) {
  return std::ranges::any_of(nodes_of(stanza.node()), [](const pugi::xml_node& node) {
    return std::string_view(node.name()).starts_with("stream:");
  });
}

}  // namespace jcp::mock
