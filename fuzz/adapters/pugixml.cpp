// pugixml reads whole documents only and knows no namespaces: these are looked up in the tree.

#include <algorithm>
#include <pugixml.hpp>
#include <string>

#include "pugi_walk.hpp"

namespace jcp::fuzz {

namespace {

constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;

struct Name {
  std::string_view prefix, local;

  explicit Name(std::string_view name) : local(name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return;
    prefix = name.substr(0, colon);
    local = name.substr(colon + 1);
  }
};

std::string_view namespace_of(pugi::xml_node node, std::string_view prefix) {
  if (prefix == "xml") return ns::xml;
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (; node; node = node.parent()) {
    if (const auto found = node.attribute(declaration.c_str())) return found.value();
  }
  return "";
}

void open(pugi::xml_node node, EventRecorder& events) {
  const Name name(node.name());
  events.open(ns::canonical_element(namespace_of(node, name.prefix), name.local));
  for (const pugi::xml_attribute a : node.attributes()) {
    const Name attribute(a.name());
    if (attribute.prefix == "xmlns" || std::string_view(a.name()) == "xmlns") continue;
    const auto uri = attribute.prefix.empty() ? "" : namespace_of(node, attribute.prefix);
    events.attribute(ns::canonical_attribute(uri, attribute.local), a.value());
  }
}

void record(pugi::xml_node root, EventRecorder& events) {
  open(root, events);
  for (const pugi::xml_node child : root.children()) {
    if (child.type() != pugi::node_element) continue;
    record_tree(child, events, [&](pugi::xml_node node) { open(node, events); });
  }
}

pugi::xml_node last_root(const pugi::xml_document& tree) {
  pugi::xml_node node = tree.last_child();
  while (node && node.type() != pugi::node_element) node = node.previous_sibling();
  return node;
}

struct Beginning {
  pugi::xml_document tree;
  std::size_t size = 0;  // octets of the document
  bool closed = false;   // all roots are
  std::string error;     // why it is no more than that
};

// The longest beginning that can be parsed, ends where a tag or a NUL begins and may lack the end
// tag of the last root.
void load(Beginning& found, std::string_view document) {
  for (found.size = document.size(); found.size > 0;) {
    std::string text(document.substr(0, found.size));
    const pugi::xml_parse_result result = found.tree.load_buffer(text.data(), text.size(), options);
    found.closed = result;
    if (result) return;
    if (found.error.empty()) found.error = result.description();
    text.append("</").append(last_root(found.tree).name()).append(">");
    if (found.tree.load_buffer(text.data(), text.size(), options)) return;
    const auto from = std::min(found.size - 1, static_cast<std::size_t>(result.offset));
    const std::size_t before = document.find_last_of(std::string_view("<\0", 2), from);
    found.size = before == std::string_view::npos ? 0 : before;
  }
  found.tree.reset();
}

}  // namespace

// Whoever reads a stream with it has to try again with each piece, giving it an end.
void feed_pugixml(const CutPlan& input, EventRecorder& events) {
  const std::string_view document = input.document();
  Beginning read;
  load(read, document);
  for (const pugi::xml_node root : read.tree.children()) {
    if (root.type() != pugi::node_element) continue;
    record(root, events);
    if (read.closed || root.next_sibling()) events.close();
  }
  const bool unfinished = document.find('>', read.size) == std::string_view::npos;
  if (!unfinished) events.refuse(read.error);
}

}  // namespace jcp::fuzz
