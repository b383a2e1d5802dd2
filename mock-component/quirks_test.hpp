#pragma once
// What reveals a quirk: a script for Dialogue, and what the component says either only with or only
// without it. The tables are in *_quirks_test.cpp, by the place where the fault is.

#include <ostream>
#include <string>
#include <vector>

#include "mock-component/dialogue_test.hpp"
#include "mock-component/quirks.hpp"

namespace jcp::mock::component {

struct Revelation {
  ComponentQuirk quirk;
  std::string script;
  std::string fragment;  // "": any difference
};

inline void PrintTo(const Revelation& r, std::ostream* out) { *out << entry_of(r.quirk).name; }

inline const std::string end = "</stream:stream>[fin]";
inline const std::string crash = "[crash]";
inline const std::string ack = "${ack}";

// The server has only accepted, has sent its header, has acknowledged.
inline std::string first(const std::string& bytes) { return "connected\nserver " + bytes; }
inline std::string opened(const std::string& bytes) {
  return first("${header}") + "\nserver " + bytes;
}
inline std::string in(const std::string& bytes) { return "login\nserver " + bytes; }
// Acknowledged behind a header of its own.
inline std::string in_after(const std::string& header, const std::string& bytes) {
  return first(header) + "\nserver ${ack}\nserver " + bytes;
}

inline const std::string addresses = "from='a@mcfly.fam/x' to='c1.mcfly.fam' ";
inline std::string message(const std::string& attributes, const std::string& content = "") {
  return "<message " + addresses + attributes + ">" + content + "</message>";
}
inline std::string body(const std::string& text) {
  return message("id='b'", "<body>" + text + "</body>");
}
inline std::string iq(const std::string& attributes, const std::string& payload) {
  return "<iq " + addresses + attributes + ">" + payload + "</iq>";
}
inline std::string get(const std::string& payload) { return iq("id='1' type='get'", payload); }
inline std::string set(const std::string& payload) { return iq("id='1' type='set'", payload); }
inline const std::string ping = "<ping xmlns='urn:xmpp:ping'/>";
inline const std::string disco = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
inline const std::string unknown = "<x xmlns='urn:x'/>";
inline const std::string pong = "<iq type='result' id='1'";

inline std::string stream_error(const std::string& children) {
  return "<stream:error>" + children + "</stream:error>";
}
inline std::string condition(const std::string& name) {
  return "<" + name + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>";
}
inline std::string stanza_error(const std::string& name) {
  return "<error type='cancel'><" + name + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
}
inline std::string times(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}
inline std::string utf16(std::string_view ascii) {
  std::string out = "${xFE}${xFF}";
  for (char c : ascii) out += "${x00}" + std::string(1, c);
  return out;
}

extern const std::vector<Revelation> header_quirks, digest_quirks, ack_quirks, error_quirks,
    xml_quirks, encoding_quirks, namespace_quirks, answer_quirks, address_quirks, ending_quirks,
    size_quirks;

}  // namespace jcp::mock::component
