#include "seeds.hpp"

#include <string_view>

#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

// One stanza a line, addressed by what we play: @F from us, @T to the one under suspicion or,
// of a component of ours, to the observer; @H to the server itself.
constexpr std::string_view stanzas[] = {
    "<message @F @T id='a1'><body>x</body></message>",
    "<message @F @T id='a2' type='chat' xml:lang='de'><subject>s</subject><body>Gr\xC3\xBC\xC3\x9F"
    "e</body><thread>t</thread></message>",
    "<message @F @T id='a3'><body>&lt;iq/&gt; &amp; &#x10FFFF; &#13;&#10;</body></message>",
    "<message @F @T id='a4'><body><![CDATA[<presence/>]]></body></message>",
    "<message @F @T id='a5' type='headline'><html xmlns='http://jabber.org/protocol/xhtml-im'>"
    "<body xmlns='http://www.w3.org/1999/xhtml'><p "
    "style='a'>b<i>c</i>d</p></body></html></message>",
    "<message @F @T id='a6'><p:x xmlns:p='urn:p' p:a='1' "
    "a='&quot;&apos;&lt;'><p:y/></p:x></message>",
    "<message @F @T id='a7' type='error'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:"
    "xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>t</text></error></message>",
    "<message @F @T id='a8'><body> \n\t </body><x xmlns='jabber:x:oob'><url>u</url></x></message>",
    "<presence @F @T id='b1'/>",
    "<presence @F @T id='b2' type='subscribe'><status>s</status></presence>",
    "<presence @F @T id='b3' type='unavailable'/>",
    "<iq @F @T id='c1' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
    "<iq @F @T id='c2' type='get'><query xmlns='http://jabber.org/protocol/disco#items' node='n'/>"
    "</iq>",
    "<iq @F @T id='c3' type='set'><query xmlns='jabber:iq:register'><remove/></query></iq>",
    "<iq @F @T id='c4' type='get'><ping xmlns='urn:xmpp:ping'/></iq>",
    "<iq @F @T id='c5' type='result'/>",
    "<iq @F @T id='c6' type='error'><error type='modify'><bad-request xmlns='urn:ietf:params:xml:"
    "ns:xmpp-stanzas'/></error></iq>",
    "<iq @F @T id='c7' type='get'><query xmlns='jabber:iq:version'/></iq>",
    "<iq @F @T id='c8' type='get'><vCard xmlns='vcard-temp'/></iq>",
    "<iq @F @T type='get'/>",
    "<message/>",
    "<iq @F @H id='h1' type='get'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
    "<message @F @H id='h2'><body>to the server</body></message>",
    "<message @F to='nobody.invalid' id='h3'><body>far</body></message>",
    // what ends a stream, or should
    "<message @F @T id='e1'><body>\xE2</body></message><iq @F @T id='e2' type='get'/>",
    "<message @F to='\xC3'><body/></message>",
    "<message @F @T id='e3'><body>\xC0\xBCiq/\xC0\xBE</body></message>",
    "<message @F @T id='e4'><body>&undefined;</body></message>",
    "<message @F @T id='e5'><body>x</bodyy></message><presence @F @T id='e6'/>",
    "<message @F @T id='e7' id='e8'/>",
    "<!-- c --><message @F @T id='e9'/>",
    "<?p x?><presence @F @T id='e10'/>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]><message @F @T id='e11'><body>&a;</body></message>",
    "<log xmlns='jabber:component:accept'>x</log>",
    "<stream:features/>",
    "<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    "<message xmlns='jabber:client' @F @T id='e12'><body>c</body></message>",
    "<handshake>00</handshake>",
    "stray text",
    "<?xml version='1.0'?>${header}",
    "</stream:stream>",
    "</stream:stream><message @F @T id='e13'><body>after</body></message>",
    "<message @F @T id='e14'><body>unfinished",
};

std::string addressed(std::string_view pattern, Role role) {
  const bool component = role == Role::component;
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::string_view mark = pattern.substr(at, 2);
    if (mark == "@F") {
      out += component ? "from='${domain}'" : "from='probe@${host}'";
    } else if (mark == "@T") {
      out += component ? "to='${other.domain}'" : "to='${domain}'";
    } else if (mark == "@H") {
      out += component ? "to='${host}'" : "to='user@${domain}/r'";
    } else {
      out += pattern[at];
      continue;
    }
    ++at;
  }
  return out;
}

Action act(Kind kind, std::string text = {}, std::uint32_t number = 0) {
  return Action{kind, 0, number, std::move(text)};
}

Action until(Awaited what) { return act(Kind::await, {}, static_cast<std::uint32_t>(what)); }

void add_openings(std::vector<Session>& seeds, Role role) {
  const std::string stanza = addressed(stanzas[0], role);
  const std::string words =
      role == Role::component ? "<handshake>${digest}</handshake>" : "<handshake/>";
  const Awaited answer = role == Role::component ? Awaited::header : Awaited::handshake;
  const Action header = act(Kind::send, "${header}"), handshake = act(Kind::send, words);
  const Action stanza_sent = act(Kind::send, stanza);
  seeds.push_back({act(Kind::connect), header, until(answer), handshake, stanza_sent});
  seeds.push_back({act(Kind::establish), stanza_sent, act(Kind::close_tag)});
  seeds.push_back({act(Kind::connect), header, until(answer), stanza_sent});
  seeds.push_back({act(Kind::connect), act(Kind::send, "<?xml version='1.0'?>${header}"),
                   until(answer), act(Kind::send, words, cut::bytewise), stanza_sent});
  seeds.push_back({act(Kind::connect), header, until(answer),
                   act(Kind::send, "<handshake>${digest:wrong-secret}</handshake>" + stanza)});
  seeds.push_back({act(Kind::connect), act(Kind::octets, "asdfasdf\r\n")});
  seeds.push_back(
      {act(Kind::connect), act(Kind::octets, std::string("\xFE\xFF\0<", 4)), act(Kind::fin)});
  seeds.push_back({act(Kind::connect), header, act(Kind::rst)});
  seeds.push_back({act(Kind::connect), header, handshake, handshake, act(Kind::fin)});
}

}  // namespace

std::vector<Session> campaign_seeds(Role role) {
  std::vector<Session> seeds;
  for (const std::string_view stanza : stanzas) {
    seeds.push_back({act(Kind::send, addressed(stanza, role))});
  }
  // Cut inside a tag, and octet by octet.
  seeds.push_back({act(Kind::send, addressed(stanzas[1], role), 17)});
  seeds.push_back({act(Kind::send, addressed(stanzas[2], role), cut::bytewise)});
  seeds.push_back({act(Kind::send, addressed(stanzas[0], role)),
                   act(Kind::send, addressed(stanzas[11], role)),
                   act(Kind::send, addressed(stanzas[8], role))});
  add_openings(seeds, role);
  return seeds;
}

std::string hash_of(const std::vector<Session>& seeds) {
  std::string all;
  for (const Session& session : seeds) all += encode(session);
  return hex(sha256(all));
}

}  // namespace jcp::fuzz
