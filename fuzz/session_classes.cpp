#include "session_classes.hpp"

#include "mock-server/tree.hpp"

namespace jcp::fuzz {

unsigned class_of(const Element& element) {
  const std::string_view name = element.name();
  if (name == "handshake") return Class::handshake;
  if (name == "message") return Class::message;
  if (name == "presence") return Class::presence;
  if (name == "iq") return Class::iq;
  return name == "stream:error" ? Class::error : Class::other;
}

unsigned class_of(const StreamEvent& event) {
  if (const auto* element = std::get_if<Element>(&event.body)) return class_of(*element);
  if (std::holds_alternative<StreamHeader>(event.body)) return Class::header;
  return std::holds_alternative<StreamEnd>(event.body) ? Class::end_of_stream : Class::other;
}

Element as_our_component_reads(const Element& element) {
  constexpr std::string_view client = "client:";
  if (!element.name().starts_with(client)) return element;
  return mock::edited(element, [&](pugi::xml_node root) {
    for (pugi::xml_node node : mock::nodes_of(root)) {
      const std::string name = node.name();
      if (name.starts_with(client)) node.set_name(name.substr(client.size()).c_str());
    }
  });
}

unsigned class_of(const Action& action) {
  switch (action.kind) {
    case Action::Kind::fin:
      return Class::fin;
    case Action::Kind::rst:
      return Class::rst;
    case Action::Kind::connect:
    case Action::Kind::establish:
      return Class::acted;
    case Action::Kind::advance:
      return Class::acted + 1;
    default:
      return Class::acted + 2;
  }
}

}  // namespace jcp::fuzz
