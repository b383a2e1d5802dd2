#include "tree_builder.hpp"

#include <utility>

#include "namespaces.hpp"

namespace jcp {
namespace {

std::string_view prefix_of(std::string_view canonical) {
  const auto colon = canonical.find(':');
  return colon == std::string_view::npos ? std::string_view() : canonical.substr(0, colon);
}

}  // namespace

void TreeBuilder::open(std::string_view uri, std::string_view local) {
  if (depth_ == 0) {
    document_ = std::make_shared<pugi::xml_document>();
    current_ = *document_;
  }
  flush_text();
  const std::string name = ns::canonical_element(uri, local);
  current_ = current_.append_child(name.c_str());
  ++depth_;
  if (!uri.empty()) namespaces_.try_emplace(std::string(prefix_of(name)), uri);
}

void TreeBuilder::attribute(std::string_view uri, std::string_view local, const char* value) {
  const std::string name = ns::canonical_attribute(uri, local);
  current_.append_attribute(name.c_str()).set_value(value);
  if (!uri.empty()) namespaces_.try_emplace(std::string(prefix_of(name)), uri);
}

void TreeBuilder::close() {
  flush_text();
  current_ = current_.parent();
  --depth_;
}

Element TreeBuilder::take() {
  auto root = document_->document_element();
  for (const auto& [prefix, uri] : namespaces_) {
    if (prefix.empty()) continue;
    root.append_attribute(("xmlns:" + prefix).c_str()).set_value(uri.c_str());
  }
  namespaces_.clear();
  current_ = {};
  return Element(std::move(document_));
}

// Text comes in pieces (references, line ends, CDATA sections): one node a run.
void TreeBuilder::flush_text() {
  if (text_.empty()) return;
  current_.append_child(pugi::node_pcdata).set_value(text_.c_str());
  text_.clear();
}

}  // namespace jcp
