#include "mock-component/answers.hpp"

#include <algorithm>

#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-component/echo.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

constexpr std::string_view info =
    "<query xmlns='http://jabber.org/protocol/disco#info'>"
    "<identity category='component' type='generic' name='mock'/>"
    "<feature var='http://jabber.org/protocol/disco#info'/>"
    "<feature var='http://jabber.org/protocol/disco#items'/>"
    "<feature var='urn:xmpp:ping'/></query>";
constexpr std::string_view items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";

// What has no sender can get no answer; what is for others is none of our business.
bool is_for_us(const Element& stanza, const Core& core) {
  const auto from = stanza.attribute("from");
  if (!from && !core.quirk(Quirk::answers_without_to)) return false;
  if (from && !Jid::parse(*from) && !core.quirk(Quirk::echoes_malformed_from)) return false;
  const auto to = Jid::parse(stanza.attribute("to").value_or(""));
  if (!to) return false;
  const bool bare = to->local().empty() && to->resource().empty();
  if (!bare && core.quirk(Quirk::serves_its_bare_domain_only)) return false;
  return to->domain() == core.domain || core.quirk(Quirk::answers_for_foreign_domains);
}

bool has_unknown_attribute(const Element& stanza) {
  return std::ranges::any_of(stanza.node().attributes(), [](const pugi::xml_attribute& attribute) {
    const std::string_view name = attribute.name();
    const bool foreign = name.find(':') != std::string_view::npos && !name.starts_with("xml");
    return foreign || name == "mark";
  });
}

std::string ping_answer(const Element& iq, const Core& core) {
  if (core.quirk(Quirk::ignores_pings)) return "";
  if (core.quirk(Quirk::calls_pings_forbidden))
    return markup(error_to(iq, "forbidden", core), core);
  const bool invents = core.quirk(Quirk::invents_iq_types);
  return markup(reply_to(iq, invents ? "pong" : "result", core), core);
}

std::string disco_answer(const Element& iq, const Core& core) {
  if (core.quirk(Quirk::ignores_disco)) return "";
  Reply reply = reply_to(iq, "result", core);
  reply.payload = info;
  if (core.quirk(Quirk::answers_disco_from_its_user)) reply.from = "disco@" + core.domain;
  if (core.quirk(Quirk::answers_disco_under_another_id)) *reply.id += "x";
  if (core.quirk(Quirk::answers_disco_to_itself)) reply.to = core.domain;
  return markup(reply, core);
}

std::string not_found(const Element& iq, const Core& core) {
  Reply reply = error_to(iq, "item-not-found", core);
  if (core.quirk(Quirk::omits_stanza_condition)) reply.payload = error_element("", "cancel", core);
  return markup(reply, core);
}

std::string unknown_get(const Element& iq, Reply reply, const Core& core) {
  if (core.quirk(Quirk::calls_unknown_requests_forbidden)) {
    reply.payload = error_element("forbidden", "auth", core);
  }
  if (core.quirk(Quirk::invents_error_types)) {
    reply.payload = error_element("service-unavailable", "fatal", core);
  }
  if (core.quirk(Quirk::amplifies_errors)) {
    const std::string payload = to_wire(subtree(iq, payload_of(iq)), ns::accept);
    reply.payload.insert(0, payload + payload);
  }
  return markup(reply, core);
}

std::string unknown_set(Reply reply, const Core& core) {
  if (core.quirk(Quirk::answers_unknown_requests_with_a_result)) {
    reply.type = "result";
    reply.payload.clear();
  }
  if (core.quirk(Quirk::calls_errors_results)) reply.type = "result";
  if (core.quirk(Quirk::keeps_addresses_in_errors)) std::swap(reply.from, reply.to);
  if (core.quirk(Quirk::forgets_id_in_errors)) reply.id = "forgotten";
  if (core.quirk(Quirk::names_two_stanza_conditions)) {
    reply.payload.insert(reply.payload.rfind("</"), condition_element("undefined-condition"));
  }
  return markup(reply, core);
}

// RFC 6120 8.4: a request that is not understood; 8.3.3.3 is the other name for it.
std::string unknown_answer(const Element& iq, const Core& core) {
  if (core.quirk(Quirk::ignores_unknown_requests)) return "";
  const bool lawful = core.config.lawful;
  Reply reply = error_to(iq, lawful ? "feature-not-implemented" : "service-unavailable", core);
  if (core.quirk(Quirk::omits_from_of_errors)) reply.from.reset();
  return type_of(iq) == "get" ? unknown_get(iq, reply, core) : unknown_set(reply, core);
}

std::string request_answer(const Element& iq, const Core& core) {
  const pugi::xml_node payload = payload_of(iq);
  const std::string_view name = payload.name();
  if (type_of(iq) != "get") return unknown_answer(iq, core);
  const bool user = !Jid::parse(*iq.attribute("to"))->local().empty();
  if (name == "disco:query" || name == "items:query") {
    // XEP-0030 7: there are neither nodes nor users.
    if (user || payload.attribute("node")) return not_found(iq, core);
    if (name == "disco:query") return disco_answer(iq, core);
    Reply reply = reply_to(iq, "result", core);
    reply.payload = items;
    return markup(reply, core);
  }
  return name == "ping:ping" && !user ? ping_answer(iq, core) : unknown_answer(iq, core);
}

// RFC 6120 8.2.3.
std::string iq_answer(const Element& iq, Core& core) {
  const std::string_view type = type_of(iq);
  if (type == "result" || type == "error") {
    const bool answers =
        core.quirk(type == "result" ? Quirk::answers_results : Quirk::answers_errors);
    return answers ? markup(error_to(iq, "service-unavailable", core), core) : "";
  }
  // Without an id there is nothing by which an answer could be known.
  const auto id = iq.attribute("id");
  if (!id && !core.quirk(Quirk::answers_requests_without_id)) return "";
  const bool get = type == "get";
  const bool asked = get || type == "set";
  std::string request(iq.attribute("from").value_or(""));
  request.append(" ").append(id.value_or(""));
  const bool repeated = request == core.last_request;
  core.last_request = request;
  if (repeated && core.quirk(Quirk::ignores_repeated_ids)) return "";
  const std::size_t count = payloads(iq);
  if (!asked || count != 1) {
    const bool forgiven = get && core.quirk(count == 0 ? Quirk::answers_requests_without_payload
                                                       : Quirk::answers_requests_with_two_payloads);
    if (forgiven) return markup(reply_to(iq, "result", core), core);
    return markup(error_to(iq, "bad-request", core), core);
  }
  std::string reply = request_answer(iq, core);
  const bool disco = payload_of(iq).name() == std::string_view("disco:query");
  if (!disco && core.quirk(Quirk::answers_requests_twice_over)) reply += reply;
  return reply;
}

// A component without a roster refuses subscriptions, or says nothing (RFC 6121 3.1.3).
std::string presence_answer(const Element& presence, const Core& core) {
  if (!core.config.lawful || type_of(presence) != "subscribe") return "";
  return markup(reply_to(presence, "unsubscribed", core), core);
}

}  // namespace

std::string answer(const Element& stanza, Core& core) {
  if (!is_for_us(stanza, core)) return "";
  const std::string_view type = type_of(stanza);
  const bool refused = core.quirk(Quirk::minds_unknown_attributes) && type != "error" &&
                       type != "result" && has_unknown_attribute(stanza);
  if (refused) return markup(error_to(stanza, "bad-request", core), core);
  if (stanza.name() == "iq") return iq_answer(stanza, core);
  return stanza.name() == "message" ? echo(stanza, core) : presence_answer(stanza, core);
}

}  // namespace jcp::mock::component
