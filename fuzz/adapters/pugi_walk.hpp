#pragma once
// A pugixml tree as a recorder wants it.

#include <pugixml.hpp>

#include "parser_adapter.hpp"

namespace jcp::fuzz {

// Records `element` and all below it; `open(node)` opens an element and gives its attributes. No
// recursion: documents are hostile and deep.
template <typename Open>
void record_tree(pugi::xml_node element, EventRecorder& events, Open open) {
  open(element);
  pugi::xml_node parent = element, node = element.first_child();
  while (true) {
    if (!node) {
      events.close();
      if (parent == element) return;
      node = parent.next_sibling();
      parent = parent.parent();
    } else if (node.type() == pugi::node_element) {
      open(node);
      parent = node;
      node = node.first_child();
    } else {
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        events.text(node.value());
      }
      node = node.next_sibling();
    }
  }
}

}  // namespace jcp::fuzz
