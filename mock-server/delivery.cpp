#include "mock-server/delivery.hpp"

#include <algorithm>

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-server/reading.hpp"
#include "mock-server/stanza_rules.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr std::string_view white_space = " \t\r\n";
// Private characters that stand for raw white space until the stanza is written.
constexpr std::string_view raw_return = "\xEE\x80\x8D";
constexpr std::string_view raw_line_feed = "\xEE\x80\x8A";
constexpr std::string_view raw_tab = "\xEE\x80\x89";

bool is_text(const pugi::xml_node& node) { return node.type() == pugi::node_pcdata; }

bool is_blank(std::string_view text) {
  return text.find_first_not_of(white_space) == std::string_view::npos;
}

// "local@domain/resource" in its parts, the delimiters with them.
struct Parts {
  std::string local, domain, resource;
};

Parts parts_of(std::string_view address) {
  Parts parts;
  const auto slash = std::min(address.find('/'), address.size());
  parts.resource = address.substr(slash);
  address = address.substr(0, slash);
  const auto at = address.find('@');
  const std::size_t local = at == std::string_view::npos ? 0 : at + 1;
  parts.local = address.substr(0, local);
  parts.domain = address.substr(local);
  return parts;
}

void edit_addresses(pugi::xml_node stanza, const Core& core) {
  pugi::xml_attribute from = stanza.attribute("from");
  pugi::xml_attribute to = stanza.attribute("to");
  Parts sender = parts_of(from.value());
  Parts receiver = parts_of(to.value());
  if (std::string_view(stanza.name()) == "message") {
    const bool full = !sender.resource.empty();
    if (core.quirk(Quirk::strips_from_resource)) sender.resource.clear();
    const bool bare = !full && receiver.local.empty();
    if (bare && core.quirk(Quirk::strips_from_localpart)) sender.local.clear();
  }
  if (core.quirk(Quirk::strips_to_resource)) receiver.resource.clear();
  if (core.quirk(Quirk::folds_resource_case)) {
    for (char& c : receiver.resource) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  }
  if (core.quirk(Quirk::mangles_odd_resources) && !receiver.resource.empty()) {
    const auto odd = [](char c) {
      return c == '/' || c == '@' || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
    };
    std::erase_if(receiver.resource, odd);
    receiver.resource.insert(0, "/");
  }
  if (from) set_value(from, sender.local + sender.domain + sender.resource);
  if (to) set_value(to, receiver.local + receiver.domain + receiver.resource);
}

void edit_text(pugi::xml_node node, const Core& core) {
  std::string text = node.value();
  if (core.quirk(Quirk::escapes_markup_twice) && text.find("</") != std::string::npos) {
    text = escape_text(text);
  }
  if (core.quirk(Quirk::strips_zero_width_no_break_space)) replace_all(text, "\xEF\xBB\xBF", "");
  if (core.quirk(Quirk::normalises_text)) replace_all(text, "e\xCC\x81", "\xC3\xA9");
  if (core.quirk(Quirk::forwards_carriage_returns_raw)) replace_all(text, "\r", raw_return);
  set_value(node, text);
  const pugi::xml_node previous = node.previous_sibling();
  const bool tail = previous && previous.type() == pugi::node_element;
  const bool alone = !previous && !node.next_sibling();
  if ((tail && core.quirk(Quirk::loses_tail_text)) ||
      (alone && is_blank(text) && core.quirk(Quirk::collapses_white_space))) {
    node.parent().remove_child(node);
  }
}

void edit_attributes(pugi::xml_node element, bool payload, const Core& core) {
  for (pugi::xml_attribute attribute = element.first_attribute(); attribute;) {
    const pugi::xml_attribute next = attribute.next_attribute();
    const std::string_view name = attribute.name();
    const bool declared = is_declaration(attribute);
    const bool foreign = name.find(':') != std::string_view::npos && !declared;
    const Quirk loses_language =
        payload ? Quirk::drops_payload_language : Quirk::drops_stanza_language;
    if (name == "xml:lang" && core.quirk(loses_language)) {
      element.remove_attribute(attribute);
    } else if (payload && foreign && !name.starts_with("xml:") &&
               core.quirk(Quirk::drops_prefixed_attributes)) {
      element.remove_attribute(attribute);
    } else if (core.quirk(Quirk::escapes_attribute_markup_twice) &&
               std::string_view(attribute.value()).find("</") != std::string_view::npos) {
      set_value(attribute, escape_attribute(attribute.value()));
    } else if (!declared && core.quirk(Quirk::writes_attribute_newlines_raw)) {
      std::string value = attribute.value();
      replace_all(value, "\n", raw_line_feed);
      replace_all(value, "\t", raw_tab);
      set_value(attribute, value);
    } else if (name == "id" && core.quirk(Quirk::normalises_text)) {
      std::string id = attribute.value();
      replace_all(id, "e\xCC\x81", "\xC3\xA9");
      set_value(attribute, id);
    }
    attribute = next;
  }
}

void edit_names(pugi::xml_node element, pugi::xml_node stanza, const Core& core) {
  const pugi::xml_node parent = element.parent();
  if (parent.parent() == stanza && prefix_of(element.name()) != "stanzas" &&
      core.quirk(Quirk::flattens_payload_namespaces)) {
    const std::string_view prefix = prefix_of(parent.name());
    std::string name(prefix);
    if (!name.empty()) name += ':';
    element.set_name((name += local_of(element.name())).c_str());
  }
  if (parent == stanza && std::string_view(element.name()) == "thread" &&
      core.quirk(Quirk::delivers_thread_in_client_namespace)) {
    rename(element, ns::client, "thread");
  }
}

void edit(pugi::xml_node stanza, const Core& core) {
  restore_internal_attributes(stanza);
  edit_addresses(stanza, core);
  for (pugi::xml_node node : nodes_of(stanza)) {
    if (is_text(node)) {
      edit_text(node, core);
      continue;
    }
    restore_internal_attributes(node);
    edit_attributes(node, node != stanza, core);
    if (node != stanza) edit_names(node, stanza, core);
  }
}

}  // namespace

std::string delivery(const Element& stanza, const Core& core) {
  if (core.config.quirks.empty()) return to_wire(stanza, ns::accept);
  const Element changed = edited(stanza, [&core](pugi::xml_node root) { edit(root, core); });
  std::string wire = to_wire(changed, ns::accept);
  replace_all(wire, raw_return, "\r");
  replace_all(wire, raw_line_feed, "\n");
  replace_all(wire, raw_tab, "\t");
  if (stanza.name() == "message" && type_of(stanza) == "headline") {
    const std::size_t name_end = std::string_view("<message").size();
    if (core.quirk(Quirk::delivers_headlines_in_client_namespace)) {
      wire.insert(name_end, " xmlns='jabber:client'");
    }
    if (core.quirk(Quirk::delivers_headlines_without_namespace)) {
      wire.insert(name_end, " xmlns=''");
    }
  }
  return wire;
}

}  // namespace jcp::mock
