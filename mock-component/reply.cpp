#include "mock-component/reply.hpp"

#include <algorithm>

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

void attribute(std::string& out, std::string_view name, const std::optional<std::string>& value) {
  if (!value) return;
  out.append(" ").append(name).append("='").append(escape_attribute(*value)).append("'");
}

// RFC 6120 8.3.3 names the type for each condition.
std::string_view error_type(std::string_view condition) {
  if (condition == "bad-request") return "modify";
  return condition == "forbidden" ? "auth" : "cancel";
}

bool is_plain(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.:").find(c) != std::string_view::npos;
  });
}

std::optional<std::string> copy_of(std::optional<std::string_view> value) {
  if (!value) return std::nullopt;
  return std::string(*value);
}

}  // namespace

std::string id_in_answer(std::string_view id, const Core& core) {
  std::string out(id);
  if (core.quirk(Quirk::mangles_unusual_ids) && !is_plain(id)) out = "invalid";
  if (core.quirk(Quirk::composes_text)) replace_all(out, "e\xCC\x81", "\xC3\xA9");
  return out;
}

Reply reply_to(const Element& stanza, std::string_view type, const Core& core) {
  Reply reply{std::string(stanza.name()), std::string(type), {}, {}, {}, {}};
  if (const auto id = stanza.attribute("id")) reply.id = id_in_answer(*id, core);
  reply.from = copy_of(stanza.attribute("to"));
  reply.to = copy_of(stanza.attribute("from"));
  if (!core.adopted_name.empty()) reply.from = core.adopted_name;
  return reply;
}

Reply error_to(const Element& stanza, std::string_view condition, const Core& core) {
  Reply reply = reply_to(stanza, "error", core);
  reply.payload = error_element(condition, error_type(condition), core);
  return reply;
}

std::string condition_element(std::string_view condition) {
  std::string out = "<";
  return out.append(condition).append(" xmlns='").append(ns::stanza_errors).append("'/>");
}

std::string error_element(std::string_view condition, std::string_view type, const Core& core) {
  std::string out = "<error type='";
  out.append(type).append("'>");
  if (!condition.empty()) out += condition_element(condition);
  if (core.config.lawful) {
    out +=
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>Great Scott</text>"
        "<no-way xmlns='urn:example:errors'/>";
  }
  return out += "</error>";
}

std::string markup(const Reply& reply, const Core& core) {
  std::string out = "<" + reply.name;
  attribute(out, "type", reply.type);
  attribute(out, "id", reply.id);
  attribute(out, "from", reply.from);
  attribute(out, "to", reply.to);
  if (reply.payload.empty()) return dressed(out + "/>", core);
  return dressed(out + ">" + reply.payload + "</" + reply.name + ">", core);
}

std::string presence_to(std::string_view server, const Core& core) {
  std::string out = "<presence";
  attribute(out, "from", core.domain);
  attribute(out, "to", server.empty() ? core.domain : std::string(server));
  return out += "/>";
}

std::string request_to_host(const Core& core) {
  std::string out = "<iq type='get' id='who-are-you'";
  attribute(out, "from", core.domain);
  attribute(out, "to", core.config.host);
  return dressed(out + "><query xmlns='http://jabber.org/protocol/disco#info'/></iq>", core);
}

}  // namespace jcp::mock::component
