// A session against our server, in memory and in virtual time: what is looked at stands in
// server_play.hpp. That the server parses the same octets in the same way as we do is the matter
// of the parser's own targets.

#include <string_view>

#include "fuzz/property.hpp"
#include "fuzz/server_play.hpp"
#include "harness/xmpp/jid.hpp"

namespace jcp::fuzz {

namespace {

#ifdef JCP_PLANTED_FAULT
// A handshake on a stream that has one already begins it anew, and a presence goes out of it.
void planted_fault(const ServerPlay& play) {
  for (const Element& stanza : play.delivered()) {
    const auto from = Jid::parse(stanza.attribute("from").value_or(""));
    if (stanza.name() != "presence" || !from) continue;
    for (const ServerPlay::Link& link : play.links()) {
      if (link.second_handshake && link.name == from->domain()) planted_fault_found();
    }
  }
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  ServerPlay play;
  play.play(decode({reinterpret_cast<const char*>(bytes), size}));
  play.end();
#ifdef JCP_PLANTED_FAULT
  planted_fault(play);
#endif
  return 0;
}
