// pugixml reads whole documents only and knows no namespaces: these are looked up in the tree.

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

void record(pugi::xml_node root, bool last_is_complete, EventRecorder& events) {
  open(root, events);
  for (const pugi::xml_node child : root.children()) {
    if (child.type() != pugi::node_element) continue;
    if (!last_is_complete && child == root.last_child()) continue;
    record_tree(child, events, [&](pugi::xml_node node) { open(node, events); });
  }
}

}  // namespace

// A stream is a document without an end, so it is given one. When it cannot be parsed even so, all
// elements but the last are known to be complete.
void feed_pugixml(const CutPlan& input, EventRecorder& events) {
  std::string document;
  input.each([&](std::string_view piece) { document += piece; });
  pugi::xml_document tree;
  pugi::xml_parse_result result = tree.load_buffer(document.data(), document.size(), options);
  const bool closed = result;
  if (!closed && tree.document_element()) {
    const std::string with_end = document + "</" + tree.document_element().name() + ">";
    pugi::xml_document ended;
    if (ended.load_buffer(with_end.data(), with_end.size(), options)) {
      return record(ended.document_element(), true, events);
    }
  }
  for (const pugi::xml_node root : tree.children()) {
    if (root.type() != pugi::node_element) continue;
    if (!closed && !root.first_child()) continue;  // perhaps its own tag is unfinished
    record(root, closed, events);
    if (closed || root.next_sibling()) events.close();
  }
  const bool unfinished = static_cast<std::size_t>(result.offset) >= document.size();
  if (!closed && !unfinished) events.refuse(result.description());
}

}  // namespace jcp::fuzz
