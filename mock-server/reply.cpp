#include "mock-server/reply.hpp"

#include <algorithm>

#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-server/lawful.hpp"
#include "mock-server/stanza_rules.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

// RFC 6120 8.3.3 names the type for each condition.
std::string_view error_type(std::string_view condition) {
  if (condition == "bad-request" || condition == "jid-malformed") return "modify";
  if (condition == "remote-server-timeout") return "wait";
  return condition == "forbidden" ? "auth" : "cancel";
}

void attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("='").append(escape_attribute(value)).append("'");
}

bool to_host(const Element& stanza, const Core& core) {
  const auto to = Jid::parse(stanza.attribute("to").value_or(""));
  return to && to->domain() == core.config.host;
}

bool is_plain(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.:").find(c) != std::string_view::npos;
  });
}

std::string_view bare(std::string_view address) {
  const auto slash = address.find('/');
  const auto at = address.find('@');
  if (slash == std::string_view::npos || at > slash) return address;
  return address.substr(at + 1, slash - at - 1);
}

std::string open_reply(const Element& stanza, std::string_view type, std::string_view from,
                       const Core& core) {
  std::string out = "<";
  out += stanza.name();
  attribute(out, "type", type);
  const bool quirky = !core.config.quirks.empty() && to_host(stanza, core);
  if (const auto id = stanza.attribute("id")) {
    const bool mangled = quirky && core.quirk(Quirk::mangles_odd_ids) && !is_plain(*id);
    attribute(out, "id", mangled ? "invalid" : *id);
  }
  attribute(out, "from", from.empty() ? stanza.attribute("to").value_or("") : from);
  if (const auto to = stanza.attribute("from")) {
    const bool cut =
        quirky && stanza.name() == "iq" && core.quirk(Quirk::answers_full_jid_at_bare_domain);
    attribute(out, "to", cut ? bare(*to) : *to);
  }
  return out;
}

std::string close_reply(std::string out, const Element& stanza, std::string_view payload,
                        const Core& core) {
  if (payload.empty()) return dressed(out += "/>", core);
  out.append(">").append(payload).append("</").append(stanza.name()).append(">");
  return dressed(std::move(out), core);
}

std::string condition_element(std::string_view condition) {
  std::string out = "<";
  out += condition;
  attribute(out, "xmlns", ns::stanza_errors);
  return out += "/>";
}

std::string error_element(const StanzaError& error, const Core& core) {
  std::string out = "<error";
  attribute(out, "type", error_type(error.condition));
  out.append(">").append(condition_element(error.condition));
  if (!error.text.empty()) {
    out += "<text";
    attribute(out, "xmlns", ns::stanza_errors);
    out.append(">").append(escape_text(error.text)).append("</text>");
  }
  if (error.text.empty()) out += further_stanza_error_children(core);
  return out += "</error>";
}

Element turned_round(const Element& stanza) {
  return edited(stanza, [](pugi::xml_node root) {
    const std::string from = root.attribute("from").value();
    set_value(root.attribute("from"), root.attribute("to").value());
    set_value(root.attribute("to"), from);
  });
}

}  // namespace

std::string error_reply(const Element& stanza, const StanzaError& error, const Core& core) {
  return close_reply(open_reply(stanza, "error", error.from, core), stanza,
                     error_element(error, core), core);
}

std::string result_reply(const Element& iq, std::string_view payload, const Core& core) {
  return close_reply(open_reply(iq, "result", "", core), iq, payload, core);
}

std::string unknown_payload_reply(const Element& iq, const Core& core) {
  const bool get = type_of(iq) == "get";
  const bool forbidden = get && core.quirk(Quirk::calls_unknown_payload_forbidden);
  // RFC 6120 8.4: a request that is not understood; 8.3.3.3 is the other name for it.
  const std::string_view condition =
      core.config.lawful ? "feature-not-implemented" : "service-unavailable";
  std::string payload = error_element({.condition = forbidden ? "forbidden" : condition}, core);
  if (get && core.quirk(Quirk::echoes_payload_twice)) {
    const std::string echo = to_wire(subtree(iq, payload_of(iq)), ns::accept);
    payload.insert(0, echo + echo);
  }
  if (!get && core.quirk(Quirk::adds_second_stanza_condition)) {
    payload.insert(payload.rfind("</"), condition_element("undefined-condition"));
  }
  const bool keeps = !get && core.quirk(Quirk::keeps_addresses_in_set_errors);
  return close_reply(open_reply(keeps ? turned_round(iq) : iq, "error", "", core), iq, payload,
                     core);
}

}  // namespace jcp::mock
