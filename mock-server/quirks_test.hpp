#pragma once
// What reveals a quirk: a script for Dialogue, and where to look. The tables are in
// *_quirks_test.cpp, by the place where the fault is.

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "mock-server/quirks.hpp"

namespace jcp::mock {

struct Revelation {
  Quirk quirk;
  std::string script;
  // What `who` hears either only with or only without the quirk.
  std::string who;
  std::string fragment;
};

inline void PrintTo(const Revelation& r, std::ostream* out) { *out << entry_of(r.quirk).name; }

inline const std::string fin = "</stream:stream>[fin]";

// a has only connected, has had its header answered, is in (and b as well).
inline std::string first(const std::string& bytes) { return "a connect\na send " + bytes; }
inline std::string opened(const std::string& bytes) {
  return first("${header}") + "\na send " + bytes;
}
inline std::string in(const std::string& bytes) { return "a login\nb login\na send " + bytes; }

inline std::string header(const std::string& attributes) {
  return "<stream:stream xmlns='jabber:component:accept' "
         "xmlns:stream='http://etherx.jabber.org/streams' " +
         attributes + ">";
}
inline std::string handshake(const std::string& text) {
  return "<handshake>" + text + "</handshake>";
}
inline std::string shaken(const std::string& header, const std::string& text) {
  return first(header) + "\na send " + handshake(text);
}

inline std::string message(const std::string& attributes, const std::string& content = "") {
  return "<message to='b.mcfly.fam' " + attributes + ">" + content + "</message>";
}
inline const std::string from_a = "from='a.mcfly.fam'";
inline const std::string plain = message(from_a + " id='1'");
inline std::string body(const std::string& text) {
  return message(from_a, "<body>" + text + "</body>");
}
inline std::string iq(const std::string& attributes, const std::string& payload) {
  return "<iq " + attributes + ">" + payload + "</iq>";
}
inline std::string to_host(const std::string& attributes, const std::string& payload) {
  return iq("from='a.mcfly.fam' to='mcfly.fam' " + attributes, payload);
}
inline const std::string ping = "<ping xmlns='urn:xmpp:ping'/>";
inline const std::string unknown = "<x xmlns='urn:x'/>";
inline const std::string disco = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
inline const std::string items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
inline const std::string error = "<stream:error>";
inline const std::string ack = "<handshake/>";

inline std::string times(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// 100 streams that open, one after the other.
inline std::string many_streams() {
  std::string script;
  for (int i = 1; i <= 100; ++i) {
    const std::string name = "a" + std::to_string(i);
    script += name + " connect\n" + name + " send ${header}\n";
  }
  return script;
}

// 151 streams that are given up behind their header.
inline std::string abandoned_streams() {
  std::string script;
  for (int i = 1; i <= 151; ++i) {
    const std::string name = "a" + std::to_string(i);
    script += name + " connect\n" + name + " send ${header}\n" + name + " rst\n";
  }
  return script;
}

inline std::string utf16(std::string_view ascii) {
  std::string out = "${xFE}${xFF}";
  for (char c : ascii) out += "${x00}" + std::string(1, c);
  return out;
}

extern const std::vector<Revelation> opening_quirks, handshake_quirks, stream_quirks,
    address_quirks, routing_quirks, answer_quirks;

}  // namespace jcp::mock
