#include "canonical.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/xmpp/namespaces.hpp"

namespace jcp::fuzz {

namespace {

std::string_view without_content_prefix(std::string_view name) {
  for (const std::string_view prefix : {"client:", "server:"}) {
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  }
  return name;
}

bool added_on_the_way(pugi::xml_node node) {
  static const std::string delay = ns::canonical_element("urn:xmpp:delay", "delay");
  static const std::string old_delay = ns::canonical_element("jabber:x:delay", "x");
  return node.name() == delay || node.name() == old_delay;
}

void open(pugi::xml_node node, bool stanza, std::string& out) {
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns:")) continue;
    if (stanza && (name == "from" || name == "to" || name == "xml:lang")) continue;
    attributes.emplace_back(name, attribute.value());
  }
  std::ranges::sort(attributes);
  out.append("<").append(without_content_prefix(node.name()));
  for (const auto& [name, value] : attributes) {
    // Lengths keep what is next to each other apart.
    out.append(" ").append(name).append("=").append(std::to_string(value.size()));
    out.append(":").append(value);
  }
  out += '>';
}

// Without recursion: a stanza may be nested as deep as limits::element_depth.
template <typename Enter, typename Leave>
void walk(pugi::xml_node root, Enter enter, Leave leave) {
  pugi::xml_node at = root;
  while (true) {
    const bool entered = enter(at);
    if (entered && at.first_child()) {
      at = at.first_child();
      continue;
    }
    if (entered) leave(at);
    while (at != root && !at.next_sibling()) {
      at = at.parent();
      leave(at);
    }
    if (at == root) return;
    at = at.next_sibling();
  }
}

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

}  // namespace

std::string canonical(const Element& stanza) {
  std::string out;
  const pugi::xml_node root = stanza.node();
  walk(
      root,
      [&](pugi::xml_node node) {
        if (node.parent() == root && added_on_the_way(node)) return false;
        if (is_text(node)) {
          const std::string_view text = node.value();
          out.append("\"").append(std::to_string(text.size())).append(":").append(text);
        } else {
          open(node, node == root, out);
        }
        return true;
      },
      [&](pugi::xml_node node) {
        if (!is_text(node)) out += "</>";
      });
  return out;
}

std::string without_blanks(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return out;
}

std::string text_of(const Element& stanza) {
  std::string out;
  walk(
      stanza.node(),
      [&](pugi::xml_node node) {
        if (is_text(node)) out += node.value();
        return true;
      },
      [](pugi::xml_node) {});
  return out;
}

}  // namespace jcp::fuzz
