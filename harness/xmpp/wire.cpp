#include "wire.hpp"

#include <map>
#include <set>
#include <vector>

#include "namespaces.hpp"

namespace jcp {
namespace {

struct Name {
  std::string_view prefix, local;
};

Name split(std::string_view canonical) {
  const auto colon = canonical.find(':');
  if (colon == std::string_view::npos) return {"", canonical};
  return {canonical.substr(0, colon), canonical.substr(colon + 1)};
}

// Of an element: a prefix that is bound everywhere, so that nothing has to be declared; "": none.
// Namespaces in XML 3: that of xml must not be declared as the default one.
std::string_view fixed_prefix(std::string_view uri) {
  return uri == ns::stream ? "stream:" : uri == ns::xml ? "xml:" : "";
}

bool is_declaration(std::string_view attribute) { return attribute.starts_with("xmlns:"); }

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("='").append(escape_attribute(value)).append("'");
}

// Walks the tree without recursion: an element may be thousands deep.
class Writer {
 public:
  Writer(const Element& element, std::string_view content_ns) : root_(element.node()) {
    for (const auto& attribute : root_.attributes()) {
      const std::string_view name = attribute.name();
      if (is_declaration(name)) namespaces_.emplace(split(name).local, attribute.value());
    }
    defaults_.push_back(content_ns);
  }

  std::string write() {
    auto node = root_;
    while (true) {
      enter(node);
      if (node.first_child()) {
        node = node.first_child();
        continue;
      }
      while (node != root_ && !node.next_sibling()) {
        node = node.parent();
        leave(node);
      }
      if (node == root_) return std::move(out_);
      node = node.next_sibling();
    }
  }

 private:
  std::string_view namespace_of(std::string_view prefix) const {
    const auto declared = namespaces_.find(prefix);
    return declared != namespaces_.end() ? declared->second : ns::known_namespace(prefix);
  }

  void enter(pugi::xml_node node) {
    if (node.type() != pugi::node_element) {
      out_ += escape_text(node.value());
      return;
    }
    const auto [prefix, local] = split(node.name());
    const auto uri = namespace_of(prefix);
    const auto inherited = defaults_.back();
    const auto fixed = fixed_prefix(uri);
    defaults_.push_back(fixed.empty() ? uri : inherited);
    out_.append("<").append(fixed).append(local);
    if (fixed.empty() && uri != inherited) append_attribute(out_, "xmlns", uri);
    attributes(node);
    const bool empty = !node.first_child();
    out_ += empty ? "/>" : ">";
    if (empty) defaults_.pop_back();
  }

  void attributes(pugi::xml_node node) {
    std::set<std::string_view> declared = {"", "stream", "xml"};
    for (const auto& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (is_declaration(name)) continue;
      const auto prefix = split(name).prefix;
      if (declared.insert(prefix).second) {
        append_attribute(out_, "xmlns:" + std::string(prefix), namespace_of(prefix));
      }
      append_attribute(out_, name, attribute.value());
    }
  }

  void leave(pugi::xml_node node) {
    defaults_.pop_back();
    const auto [prefix, local] = split(node.name());
    out_.append("</").append(fixed_prefix(namespace_of(prefix))).append(local).append(">");
  }

  pugi::xml_node root_;
  std::map<std::string_view, std::string_view> namespaces_;  // by canonical prefix
  std::vector<std::string_view> defaults_;                   // default namespace, innermost last
  std::string out_;
};

std::string_view reference(char c) {
  switch (c) {
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '&':
      return "&amp;";
    case '\'':
      return "&apos;";
    case '"':
      return "&quot;";
    case '\t':
      return "&#x9;";
    case '\n':
      return "&#xA;";
    case '\r':
      return "&#xD;";
    default:
      return {};
  }
}

std::string escape(std::string_view text, std::string_view special) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const auto stop = text.find_first_of(special);
    out += text.substr(0, stop);
    if (stop == std::string_view::npos) return out;
    out += reference(text[stop]);
    text.remove_prefix(stop + 1);
  }
}

}  // namespace

std::string escape_attribute(std::string_view text) { return escape(text, "<>&'\"\t\n\r"); }

std::string escape_text(std::string_view text) { return escape(text, "<>&\r"); }

std::string to_wire(const Element& element, std::string_view content_ns) {
  return Writer(element, content_ns).write();
}

}  // namespace jcp
