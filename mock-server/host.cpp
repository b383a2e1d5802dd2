#include "mock-server/host.hpp"

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-server/reply.hpp"
#include "mock-server/router.hpp"
#include "mock-server/stanza_rules.hpp"

namespace jcp::mock {
namespace {

constexpr std::string_view info =
    "<query xmlns='http://jabber.org/protocol/disco#info'>"
    "<identity category='server' type='im' name='mock'/>"
    "<feature var='http://jabber.org/protocol/disco#info'/>"
    "<feature var='http://jabber.org/protocol/disco#items'/>"
    "<feature var='urn:xmpp:ping'/><feature var='jabber:iq:version'/></query>";
constexpr std::string_view version =
    "<query xmlns='jabber:iq:version'><name>jcpspec mock-server</name><version>1</version></query>";

std::string items(const Router& router) {
  std::string out = "<query xmlns='http://jabber.org/protocol/disco#items'>";
  for (std::string_view domain : router.domains()) {
    out.append("<item jid='").append(escape_attribute(domain)).append("'/>");
  }
  return out += "</query>";
}

}  // namespace

std::string host_answer(const Element& iq, const Router& router, const Core& core) {
  const pugi::xml_node payload = payload_of(iq);
  const std::string_view name = payload.name();
  const bool asked_for_node = payload.attribute("node");
  if (type_of(iq) == "get") {
    if (name == "ping:ping") {
      if (core.quirk(Quirk::forbids_pings)) return error_reply(iq, {"forbidden"}, core);
      return result_reply(iq, "", core);
    }
    if (name == "disco:query" && core.quirk(Quirk::never_answers_disco)) return "";
    if (name == "version:query") return result_reply(iq, version, core);
    // XEP-0030 7: a node that does not exist.
    if (asked_for_node && (name == "disco:query" || name == "items:query")) {
      return error_reply(iq, {"item-not-found"}, core);
    }
    if (name == "disco:query") return result_reply(iq, info, core);
    if (name == "items:query") return result_reply(iq, items(router), core);
  }
  return unknown_payload_reply(iq, core);
}

}  // namespace jcp::mock
