#pragma once
// One XML element below the stream root, as a tree with canonical names.

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace jcp {

// A value: cheap to copy, never changed after it was built. Names in the tree are canonical
// (ns::canonical_prefix), not those of the wire: evidence quotes bytes, not this.
class Element {
 public:
  // `document` has exactly one element child; it holds canonical names, an attribute
  // `xmlns:PREFIX` on the root for each canonical prefix used in it.
  explicit Element(std::shared_ptr<const pugi::xml_document> document);

  // Reads `xml` as if it stood inside a component stream: content namespace is the default,
  // prefix `stream` is bound. nullopt when that is not exactly one well-formed element.
  static std::optional<Element> parse(std::string_view xml);

  pugi::xml_node node() const { return document_->document_element(); }
  // Canonical name: "message", "stream:error", "disco:query".
  std::string_view name() const { return node().name(); }
  // Value of an attribute by canonical name; nullopt when absent.
  std::optional<std::string_view> attribute(std::string_view name) const;
  // The namespace a canonical prefix stands for in this element; "" for "none" and unknown ones.
  std::string_view namespace_of(std::string_view prefix) const;
  // Direct child by canonical name; an empty node when absent.
  pugi::xml_node child(std::string_view name) const;

 private:
  std::shared_ptr<const pugi::xml_document> document_;
};

// message, presence or iq in the content namespace (RFC 6120 8.1).
bool is_stanza(const Element& element);

}  // namespace jcp
