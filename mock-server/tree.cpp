#include "mock-server/tree.hpp"

#include <algorithm>

#include "harness/xmpp/namespaces.hpp"

namespace jcp::mock {

std::vector<pugi::xml_node> nodes_of(pugi::xml_node root) {
  std::vector<pugi::xml_node> nodes;
  pugi::xml_node node = root;
  while (node) {
    nodes.push_back(node);
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node != root && !node.next_sibling()) node = node.parent();
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
  return nodes;
}

Element subtree(const Element& element, pugi::xml_node child) {
  auto document = std::make_shared<pugi::xml_document>();
  pugi::xml_node root = document->append_copy(child);
  for (const pugi::xml_attribute& attribute : element.node().attributes()) {
    if (is_declaration(attribute)) root.append_copy(attribute);
  }
  return Element(std::move(document));
}

std::string_view prefix_of(std::string_view canonical) {
  const auto colon = canonical.find(':');
  return colon == std::string_view::npos ? std::string_view() : canonical.substr(0, colon);
}

std::string_view local_of(std::string_view canonical) {
  return canonical.substr(canonical.find(':') + 1);
}

bool is_declaration(const pugi::xml_attribute& attribute) {
  return std::string_view(attribute.name()).starts_with("xmlns:");
}

std::string_view type_of(const Element& stanza) { return stanza.attribute("type").value_or(""); }

std::size_t payloads(const Element& element) {
  return static_cast<std::size_t>(std::ranges::count_if(
      element.node().children(),
      [](const pugi::xml_node& child) { return child.type() == pugi::node_element; }));
}

pugi::xml_node payload_of(const Element& element) {
  for (const pugi::xml_node& child : element.node().children()) {
    if (child.type() == pugi::node_element) return child;
  }
  return {};
}

std::string text_of(const Element& element) {
  std::string text;
  for (const pugi::xml_node& child : element.node().children()) text += child.value();
  return text;
}

void rename(pugi::xml_node node, std::string_view uri, std::string_view local) {
  const std::string prefix = ns::canonical_prefix(uri);
  const std::string name = prefix.empty() ? std::string(local) : prefix + ":" + std::string(local);
  node.set_name(name.c_str());
  if (prefix.empty() || uri.empty()) return;
  pugi::xml_node root = node;
  while (root.parent() && root.parent().type() == pugi::node_element) root = root.parent();
  const std::string declaration = "xmlns:" + prefix;
  if (root.attribute(declaration.c_str())) return;
  root.append_attribute(declaration.c_str()).set_value(std::string(uri).c_str());
}

std::size_t separator_in(std::string_view uri) {
  const std::string accept = std::string(ns::accept) + ":";
  return uri.starts_with(accept) ? accept.size() - 1 : uri.find_first_of("\n |}");
}

std::string qualified(std::string element) {
  const auto name_end = element.find_first_of(" />");
  if (!element.starts_with('<') || element.starts_with("</")) return element;
  return element.insert(name_end, " xmlns='jabber:component:accept'");
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

void set_value(pugi::xml_node node, const std::string& value) { node.set_value(value.c_str()); }

void set_value(pugi::xml_attribute attribute, const std::string& value) {
  attribute.set_value(value.c_str());
}

}  // namespace jcp::mock
