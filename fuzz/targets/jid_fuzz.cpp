// A text. What is taken for an address has parts within the bounds of RFC 7622 3, and is the same
// address when it is printed and read again; so is its bare form.

#include <algorithm>
#include <string>

#include "fuzz/bytes_in.hpp"
#include "fuzz/property.hpp"
#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/limits.hpp"

namespace jcp::fuzz {

namespace {

bool within_bounds(std::string_view part) { return part.size() <= limits::jid_part_bytes; }

bool holds_none_of(std::string_view part, std::string_view forbidden) {
  return part.find_first_of(forbidden) == std::string_view::npos;
}

// C0 and DEL; those above are two octets, beginning with 0xC2.
bool has_control(std::string_view part) {
  const bool ascii = std::ranges::any_of(
      part, [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7F; });
  bool above = false;
  for (std::size_t i = 0; i + 1 < part.size(); ++i) {
    above = above || (part[i] == '\xC2' && static_cast<unsigned char>(part[i + 1]) < 0xA0);
  }
  return ascii || above;
}

void require_bounds(const Jid& jid) {
  require(!jid.domain().empty(), "an address without a domain");
  require(!jid.domain().ends_with('.'), "the final dot of a domain was kept");
  for (const std::string* part : {&jid.local(), &jid.domain(), &jid.resource()}) {
    require(within_bounds(*part), "a part of an address is too long");
    require(!has_control(*part), "an address with a control character");
  }
  require(holds_none_of(jid.local(), "\"&'/:<>@ "), "a localpart with what it must not hold");
  require(holds_none_of(jid.domain(), "\"&'/<>@ "), "a domainpart with what it must not hold");
  require(holds_none_of(jid.bare(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "a letter was not folded");
}

#ifdef JCP_PLANTED_FAULT
// All three parts, the resource like the localpart, a domain of three labels.
void planted_fault(const Jid& jid) {
  if (!jid.local().empty() && jid.local() == jid.resource() &&
      std::ranges::count(jid.domain(), '.') == 2) {
    planted_fault_found();
  }
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  const auto jid = jcp::Jid::parse(as_text(bytes, size));
  if (!jid) return 0;
  require_bounds(*jid);
  require(jcp::Jid::parse(jid->full()) == jid, "an address is printed as another one");
  const auto bare = jcp::Jid::parse(jid->bare());
  require(bare && bare->resource().empty() && bare->local() == jid->local() &&
              bare->domain() == jid->domain(),
          "a bare address is not the bare one of its address");
#ifdef JCP_PLANTED_FAULT
  planted_fault(*jid);
#endif
  return 0;
}
