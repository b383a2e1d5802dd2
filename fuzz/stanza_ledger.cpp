#include "stanza_ledger.hpp"

#include <memory>

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp::fuzz {

namespace {

std::string written(const Element& stanza) { return to_wire(stanza, ns::accept); }

std::string value(const Element& stanza, std::string_view name) {
  const auto value = stanza.attribute(name);
  // An attribute cannot hold U+0001: absent and empty differ.
  return value ? "\x01" + std::string(*value) : "";
}

std::string answer_key(const Element& stanza, std::string_view from, std::string_view to) {
  return std::string(stanza.name()) + "\x02" + value(stanza, "id") + "\x02" + std::string(from) +
         "\x02" + std::string(to);
}

bool take(std::map<std::string, int>& from, const std::string& key) {
  const auto found = from.find(key);
  if (found == from.end() || found->second == 0) return false;
  --found->second;
  return true;
}

}  // namespace

void StanzaLedger::may_come(const Element& stanza) { ++stanzas_[written(stanza)]; }

void StanzaLedger::may_be_answered(const Element& stanza, std::string_view host) {
  const std::string sender = value(stanza, "from");
  const std::string asked = value(stanza, "to"), instead = "\x01" + std::string(host);
  ++answers_[answer_key(stanza, asked, sender)];
  if (!host.empty() && asked != instead) ++answers_[answer_key(stanza, instead, sender)];
}

void StanzaLedger::may_be_echoed(const Element& message) {
  auto copy = std::make_shared<pugi::xml_document>();
  copy->append_copy(message.node());
  pugi::xml_node root = copy->document_element();
  const std::string from = root.attribute("from").value();
  root.attribute("from").set_value(root.attribute("to").value());
  root.attribute("to").set_value(from.c_str());
  may_come(Element(std::move(copy)));
}

bool StanzaLedger::takes(const Element& stanza) {
  if (take(stanzas_, written(stanza))) return true;
  const auto type = stanza.attribute("type");
  return (type == "result" || type == "error") &&
         take(answers_, answer_key(stanza, value(stanza, "from"), value(stanza, "to")));
}

}  // namespace jcp::fuzz
