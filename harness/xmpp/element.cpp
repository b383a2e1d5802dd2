#include "element.hpp"

#include <utility>
#include <variant>

#include "namespaces.hpp"
#include "stream_parser.hpp"

namespace jcp {

Element::Element(std::shared_ptr<const pugi::xml_document> document)
    : document_(std::move(document)) {}

std::optional<Element> Element::parse(std::string_view xml) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  parser.feed(
      "<stream:stream xmlns='jabber:component:accept'"
      " xmlns:stream='http://etherx.jabber.org/streams'>",
      events);
  parser.feed(xml, events);
  // What stands behind the element is found only when markup follows.
  parser.feed("</stream:stream>", events);
  if (events.size() != 3 || parser.failed()) return std::nullopt;
  const auto* element = std::get_if<Element>(&events[1].body);
  return element ? std::optional(*element) : std::nullopt;
}

std::optional<std::string_view> Element::attribute(std::string_view name) const {
  const auto attribute = node().attribute(std::string(name).c_str());
  if (!attribute || name.starts_with("xmlns:")) return std::nullopt;
  return attribute.value();
}

std::string_view Element::namespace_of(std::string_view prefix) const {
  const std::string declaration = "xmlns:" + std::string(prefix);
  if (const auto attribute = node().attribute(declaration.c_str())) return attribute.value();
  return ns::known_namespace(prefix);
}

pugi::xml_node Element::child(std::string_view name) const {
  return node().child(std::string(name).c_str());
}

bool is_stanza(const Element& element) {
  const auto name = element.name();
  return name == "message" || name == "presence" || name == "iq";
}

}  // namespace jcp
