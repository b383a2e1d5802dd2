#include "mock-component/echo.hpp"

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-component/reply.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

bool gets_an_echo(std::string_view type, const Core& core) {
  // RFC 6120 8.3.1: an error is answered by nobody, or two echoes would never end.
  if (type == "error") return core.quirk(Quirk::echoes_errors);
  if (type == "groupchat" || type == "headline") return false;
  const bool known = type.empty() || type == "normal" || type == "chat";
  // RFC 6121 5.2.2: a message of an unknown type is a normal one.
  return known || !core.quirk(Quirk::loses_unknown_message_types);
}

void change_text(pugi::xml_node root, const Core& core) {
  for (const pugi::xml_node& node : nodes_of(root)) {
    std::string text = node.value();
    if (core.quirk(Quirk::composes_text)) replace_all(text, "e\xCC\x81", "\xC3\xA9");
    if (core.quirk(Quirk::loses_zero_width_no_break_space)) replace_all(text, "\xEF\xBB\xBF", "");
    if (text != node.value()) set_value(node, text);
  }
}

void turn_round(pugi::xml_node root, const Core& core) {
  const std::string from = root.attribute("from").value();
  const std::string to = root.attribute("to").value();
  set_value(root.attribute("to"), from);
  set_value(root.attribute("from"), core.adopted_name.empty() ? to : core.adopted_name);
  if (core.quirk(Quirk::omits_from_of_echoes)) root.remove_attribute("from");
  if (core.quirk(Quirk::omits_to_of_echoes) || from.empty()) root.remove_attribute("to");
  if (const auto id = root.attribute("id")) {
    set_value(id, id_in_answer(id.value(), core));
    // It is a message of its own.
    if (core.config.lawful) root.remove_attribute(id);
  }
  if (!core.config.quirks.empty()) change_text(root, core);
  if (!core.quirk(Quirk::echoes_payload_without_namespace)) return;
  for (const pugi::xml_node& child : root.children()) {
    const bool inherits = child.type() == pugi::node_element && prefix_of(child.name()).empty();
    if (inherits) rename(child, "", std::string(child.name()));
  }
}

}  // namespace

std::string echo(const Element& message, const Core& core) {
  if (!gets_an_echo(type_of(message), core)) return "";
  const Element turned = edited(message, [&core](pugi::xml_node root) { turn_round(root, core); });
  std::string wire = to_wire(turned, ns::accept);
  if (core.quirk(Quirk::writes_carriage_returns_raw)) replace_all(wire, "&#xD;", "\r");
  if (core.quirk(Quirk::escapes_echoes_twice)) replace_all(wire, "&amp;", "&amp;amp;");
  if (core.quirk(Quirk::echoes_text_unescaped)) {
    replace_all(wire, "&lt;", "<");
    replace_all(wire, "&amp;", "&");
  }
  return wire;
}

}  // namespace jcp::mock::component
