#pragma once
// What mutations put in: source text, that is with fields and XML-escaped.

#include <string_view>

namespace jcp::fuzz::vocabulary {

inline constexpr std::string_view stanzas[] = {
    "<message from='${us}' to='${other.domain}' id='m1'><body>hello</body></message>",
    "<message from='${us}' to='${them}' type='chat'><body>&lt;&#x1F600;&amp;</body></message>",
    "<iq type='get' from='${us}' to='${service}' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>",
    "<iq type='get' from='${us}' to='${them}' id='d1'>"
    "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
    "<iq type='set' from='${us}' to='${them}' id='s1'><x xmlns='urn:x'><y z='1'/></x></iq>",
    "<iq type='result' from='${us}' to='${them}' id='p1'/>",
    "<iq type='error' from='${us}' to='${them}' id='p1'><error type='cancel'>"
    "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
    "<presence from='${us}' to='${them}'/>",
    "<message/>",
    "<handshake>${digest}</handshake>",
    "<handshake/>",
    "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    "<stream:features/>",
    "<route from='${us}' to='${them}'/>"};

inline constexpr std::string_view kinds[] = {
    "message", "presence", "iq", "handshake", "route", "stream:error", "stream:features", "x"};

inline constexpr std::string_view types[] = {
    "get",      "set",       "result",      "error",      "chat",  "normal", "groupchat",
    "headline", "subscribe", "unavailable", "subscribed", "probe", "",       "bogus"};

inline constexpr std::string_view ids[] = {"1",       "m1",        "p1",       "",       " ",
                                           "a&amp;b", "&#x1F600;", "&lt;/iq>", "${sid}", "&#9;"};

inline constexpr std::string_view addresses[] = {"${us}",
                                                 "${them}",
                                                 "${domain}",
                                                 "${other.domain}",
                                                 "${host}",
                                                 "${service}",
                                                 "u@${other.domain}",
                                                 "u@${domain}/r",
                                                 "${domain}/r",
                                                 "x.${domain}",
                                                 "",
                                                 "@",
                                                 "@${domain}",
                                                 "u@",
                                                 "${domain}/",
                                                 "a@b@${domain}",
                                                 "nobody@${host}",
                                                 "nowhere.invalid",
                                                 "u@${domain}/&amp;&lt;&apos;"};

inline constexpr std::string_view namespaces[] = {"jabber:component:accept",
                                                  "jabber:component:connect",
                                                  "jabber:client",
                                                  "jabber:server",
                                                  "http://etherx.jabber.org/streams",
                                                  "urn:ietf:params:xml:ns:xmpp-streams",
                                                  "urn:ietf:params:xml:ns:xmpp-stanzas",
                                                  "urn:xmpp:ping",
                                                  "http://jabber.org/protocol/disco#info",
                                                  "urn:x",
                                                  ""};

inline constexpr std::string_view attributes[] = {"from", "to", "id", "type", "xml:lang"};

// No character, or none that XML allows.
inline constexpr std::string_view ill_formed[] = {
    "\xC2",         "\xE2\x82",     "\xF0\x9F\x98",     "\x80",         "\xC0\xBC",
    "\xE0\x80\xBC", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xEF\xBF\xBF", "\xFF"};

inline constexpr std::string_view mark = "\xEF\xBB\xBF";  // U+FEFF

}  // namespace jcp::fuzz::vocabulary
