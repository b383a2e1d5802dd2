#include "mock-component/misreading.hpp"

#include <algorithm>

#include "harness/xmpp/conditions.hpp"
#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// A namespace cut at what a careless parser takes for the separator of namespace and name.
void split_names(pugi::xml_node root, const Element& element) {
  for (pugi::xml_node node : nodes_of(root)) {
    if (node.type() != pugi::node_element) continue;
    const std::string uri(element.namespace_of(prefix_of(node.name())));
    const std::size_t cut = separator_in(uri);
    if (cut != std::string::npos) rename(node, uri.substr(0, cut), uri.substr(cut + 1));
  }
}

void rename_prefix(pugi::xml_node root, std::string_view prefix) {
  for (pugi::xml_node node : nodes_of(root)) {
    if (node.type() != pugi::node_element || prefix_of(node.name()) != prefix) continue;
    node.set_name(std::string(local_of(node.name())).c_str());
  }
}

// The condition of a stanza error; "": none.
std::string_view stanza_condition(const Element& stanza) {
  const std::string prefix = ns::canonical_prefix(ns::stanza_errors);
  for (const pugi::xml_node& child : stanza.child("error").children()) {
    const std::string_view local = local_of(child.name());
    if (prefix_of(child.name()) == prefix && local != "text") return local;
  }
  return "";
}

bool dies_of_error(const Element& stanza, const Core& core) {
  if (type_of(stanza) != "error") return false;
  const std::string_view condition = stanza_condition(stanza);
  if (condition.empty()) return core.quirk(Quirk::dies_of_errors_without_condition);
  if (condition == "gone") return core.quirk(Quirk::dies_of_gone);
  return !is_stanza_condition(condition) && core.quirk(Quirk::dies_of_unknown_stanza_conditions);
}

bool has_foreign_attribute(const Element& stanza) {
  return std::ranges::any_of(stanza.node().attributes(), [](const pugi::xml_attribute& attribute) {
    const std::string_view name = attribute.name();
    return name.find(':') != std::string_view::npos && !name.starts_with("xml");
  });
}

}  // namespace

Element understood_as(const Element& element, std::string_view content_ns, const Core& core) {
  const std::string_view prefix = prefix_of(element.name());
  const bool plain = core.config.quirks.empty();
  if (plain && prefix != "client") return element;
  return edited(element, [&](pugi::xml_node root) {
    if (core.quirk(Quirk::splits_names_at_separators)) split_names(root, element);
    const std::string name = root.name();
    const std::string own = ns::canonical_prefix(content_ns);
    const bool other = core.quirk(Quirk::overlooks_content_namespace) && prefix == own;
    const bool any = core.quirk(Quirk::takes_stanzas_of_any_namespace) && prefix != "stream";
    const std::string_view local = local_of(name);
    const bool stanza = local == "message" || local == "iq";
    if (prefix == "client" || (other && !own.empty()) || (any && stanza && !prefix.empty())) {
      rename_prefix(root, prefix);
    }
    if (core.quirk(Quirk::folds_case_of_names)) root.set_name(lower(root.name()).c_str());
  });
}

bool dies_of_stanza(const Element& stanza, const Core& core) {
  if (prefix_of(stanza.name()) == "client") return core.quirk(Quirk::dies_of_client_stanzas);
  if (!is_stanza(stanza)) return false;
  if (dies_of_error(stanza, core)) return true;
  if (has_foreign_attribute(stanza) && core.quirk(Quirk::dies_of_unknown_attributes)) return true;
  const auto from = stanza.attribute("from");
  const auto to = stanza.attribute("to");
  if (!from && core.quirk(Quirk::dies_of_missing_from)) return true;
  if (!to && core.quirk(Quirk::dies_of_missing_to)) return true;
  if (from && !Jid::parse(*from) && core.quirk(Quirk::dies_of_malformed_from)) return true;
  const auto name = Jid::parse(to.value_or(""));
  return name && name->domain() != core.domain && core.quirk(Quirk::dies_of_foreign_domains);
}

bool dies_of_size(const Element& element, std::string_view first_tag, const Core& core) {
  if (core.quirk(Quirk::dies_of_deep_nesting) && depth_of(element) > 500) return true;
  if (core.quirk(Quirk::dies_of_many_namespaces) && count_of("xmlns:", first_tag) > 1000) {
    return true;
  }
  return std::ranges::any_of(nodes_of(element.node()), [&core](const pugi::xml_node& node) {
    const std::string_view name = node.name();
    if (name.size() > 1000 && core.quirk(Quirk::dies_of_long_names)) return true;
    std::size_t count = 0, longest = 0;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      count += is_declaration(attribute) ? 0 : 1;
      longest = std::max(longest, std::string_view(attribute.value()).size());
    }
    return (count > 1000 && core.quirk(Quirk::dies_of_many_attributes)) ||
           (longest > 30'000 && core.quirk(Quirk::dies_of_large_attributes));
  });
}

std::size_t depth_of(const Element& element) {
  std::size_t deepest = 1, depth = 1;
  pugi::xml_node node = element.node();
  while (true) {
    deepest = std::max(deepest, depth);
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != element.node() && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == element.node()) return deepest;
    node = node.next_sibling();
  }
}

std::size_t count_of(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at) ++count;
  return count;
}

std::set<std::string> declared_namespaces(std::string_view header) {
  constexpr std::string_view mark = " xmlns:";
  constexpr auto npos = std::string_view::npos;
  std::set<std::string> found;
  for (std::size_t at = 0; (at = header.find(mark, at)) != npos;) {
    at += mark.size();
    const std::size_t value = header.find_first_of("'\"", at);
    if (value == npos) break;
    const std::string_view rest = header.substr(value + 1);
    const std::string_view uri = rest.substr(0, rest.find(header[value]));
    if (uri != ns::stream && uri != ns::accept) found.emplace(uri);
    at = value;
  }
  return found;
}

bool uses(const Element& element, const std::set<std::string>& namespaces) {
  return std::ranges::any_of(
      element.node().attributes(), [&](const pugi::xml_attribute& attribute) {
        return is_declaration(attribute) && namespaces.contains(attribute.value());
      });
}

}  // namespace jcp::mock::component
