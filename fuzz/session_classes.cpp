#include "session_classes.hpp"

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
