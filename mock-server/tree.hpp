#pragma once
// Elements changed into other elements: an Element itself never changes.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/element.hpp"

namespace jcp::mock {

// A copy of `element` after `edit(root)`.
template <typename Edit>
Element edited(const Element& element, Edit edit) {
  auto document = std::make_shared<pugi::xml_document>();
  document->append_copy(element.node());
  edit(document->document_element());
  return Element(std::move(document));
}

// A child of `element` as an element of its own.
Element subtree(const Element& element, pugi::xml_node child);

// All nodes of the tree, `root` first, in document order. Without recursion: trees are deep.
std::vector<pugi::xml_node> nodes_of(pugi::xml_node root);

// Of a canonical name: "disco:query" -> "disco" and "query".
std::string_view prefix_of(std::string_view canonical);
std::string_view local_of(std::string_view canonical);
bool is_declaration(const pugi::xml_attribute& attribute);

std::string_view type_of(const Element& stanza);  // "" when absent
// Number of child elements, and the first of them.
std::size_t payloads(const Element& element);
pugi::xml_node payload_of(const Element& element);
// Its own text, without that of its children.
std::string text_of(const Element& element);

// Gives `node` the name `local` in the namespace `uri` and declares it where an Element needs it.
void rename(pugi::xml_node node, std::string_view uri, std::string_view local);

// Where a careless parser takes a character of the namespace name `uri` for the separator between
// it and the local name; npos: nowhere.
std::size_t separator_in(std::string_view uri);

// Markup of an element, with the content namespace written on it.
std::string qualified(std::string element);

void replace_all(std::string& text, std::string_view from, std::string_view to);
void set_value(pugi::xml_node node, const std::string& value);
void set_value(pugi::xml_attribute attribute, const std::string& value);

}  // namespace jcp::mock
