#include "mock-server/reading.hpp"

#include <algorithm>

#include "harness/xmpp/namespaces.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

std::string namespace_of(pugi::xml_node root, std::string_view name) {
  const std::string prefix(prefix_of(name));
  if (prefix.empty()) return std::string(ns::accept);
  return root.attribute(("xmlns:" + prefix).c_str()).value();
}

// A parser that joins namespace and local name with a character that may occur in both.
void split_names(pugi::xml_node root) {
  for (pugi::xml_node node : nodes_of(root)) {
    if (node.type() != pugi::node_element) continue;
    const std::string uri = namespace_of(root, node.name());
    const auto cut = separator_in(uri);
    if (cut == std::string::npos || !is_name(uri.substr(cut + 1))) continue;
    rename(node, uri.substr(0, cut), uri.substr(cut + 1));
  }
}

void forget_namespaces(pugi::xml_node root, const std::set<std::string>& forgotten) {
  for (pugi::xml_node node : nodes_of(root)) {
    if (node == root || node.type() != pugi::node_element) continue;
    if (forgotten.contains(namespace_of(root, node.name()))) {
      rename(node, "", std::string(local_of(node.name())));
    }
  }
}

void take_sender(pugi::xml_node stanza, pugi::xml_attribute sender) {
  const std::string value = sender.value();
  stanza.remove_attribute(sender);
  pugi::xml_attribute from = stanza.attribute("from");
  if (!from) from = stanza.append_attribute("from");
  set_value(from, value);
  stanza.append_attribute(unchecked_sender).set_value("1");
}

void find_sender(pugi::xml_node stanza, const Core& core) {
  for (pugi::xml_attribute attribute : stanza.attributes()) {
    const std::string_view name = attribute.name();
    const bool prefixed = name.ends_with(":from") && !is_declaration(attribute);
    if ((prefixed && core.quirk(Quirk::reads_prefixed_from)) ||
        (name == "FROM" && core.quirk(Quirk::reads_attributes_case_insensitively))) {
      return take_sender(stanza, attribute);
    }
  }
}

void change(pugi::xml_node root, const std::set<std::string>& forgotten, const Core& core) {
  if (core.quirk(Quirk::splits_namespace_at_separator)) split_names(root);
  if (core.quirk(Quirk::forgets_header_prefixes)) forget_namespaces(root, forgotten);
  const std::string name = root.name();
  const std::string_view prefix = prefix_of(name);
  if (prefix.empty() && core.quirk(Quirk::folds_element_names)) root.set_name(lower(name).c_str());
  const bool unknown_namespace =
      !prefix.empty() && prefix != "client" && prefix != "server" && prefix != "stream";
  if (unknown_namespace && local_of(name) == "message" &&
      core.quirk(Quirk::routes_stanzas_of_any_namespace)) {
    root.set_name("message");
  }
  find_sender(root, core);
}

}  // namespace

Element reread(const Element& element, const std::set<std::string>& forgotten, const Core& core) {
  if (core.config.quirks.empty()) return element;
  return edited(element, [&](pugi::xml_node root) { change(root, forgotten, core); });
}

void restore_internal_attributes(pugi::xml_node stanza) {
  stanza.remove_attribute(unchecked_sender);
  for (pugi::xml_attribute attribute = stanza.first_attribute(); attribute;) {
    const pugi::xml_attribute next = attribute.next_attribute();
    const std::string_view name = attribute.name();
    if (name.starts_with(last_duplicate)) {
      const std::string original(name.substr(std::string_view(last_duplicate).size()));
      set_value(stanza.attribute(original.c_str()), attribute.value());
      stanza.remove_attribute(attribute);
    }
    attribute = next;
  }
}

}  // namespace jcp::mock
