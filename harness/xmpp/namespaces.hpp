#pragma once
// The namespaces of the component protocol and the canonical prefixes of element names.

#include <string>
#include <string_view>

namespace jcp::ns {

inline constexpr std::string_view accept = "jabber:component:accept";
inline constexpr std::string_view connect = "jabber:component:connect";
inline constexpr std::string_view stream = "http://etherx.jabber.org/streams";
inline constexpr std::string_view stream_errors = "urn:ietf:params:xml:ns:xmpp-streams";
inline constexpr std::string_view stanza_errors = "urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr std::string_view client = "jabber:client";
inline constexpr std::string_view server = "jabber:server";
inline constexpr std::string_view disco_info = "http://jabber.org/protocol/disco#info";
inline constexpr std::string_view disco_items = "http://jabber.org/protocol/disco#items";
inline constexpr std::string_view ping = "urn:xmpp:ping";
inline constexpr std::string_view version = "jabber:iq:version";
inline constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";

// The prefix that stands for namespace `uri` in canonical names: a pure function of the
// namespace, so that two expanded names are equal exactly when their canonical names are.
// `accept` has none (""); a fixed table names the common ones (docs/SCENARIOS.md lists it);
// "" (no namespace) is "none"; every other one is "x" and a hash.
std::string canonical_prefix(std::string_view uri);
// The namespace a prefix of the fixed table stands for; "" for all others. "" gives `accept`.
std::string_view known_namespace(std::string_view prefix);

// Canonical names: "message", "disco:query", "none:x".
std::string canonical_element(std::string_view uri, std::string_view local);
// An attribute without a namespace has no prefix; one in `accept` has the prefix "accept", so that
// it is never taken for the attribute without one.
std::string canonical_attribute(std::string_view uri, std::string_view local);

}  // namespace jcp::ns
