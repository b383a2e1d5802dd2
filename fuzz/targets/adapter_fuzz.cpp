// One parser, built once for every adapter: bytes and a cut plan. Its events are the same however
// the bytes are cut.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/adapters/parser_adapter.hpp"
#include "fuzz/property.hpp"

#ifndef JCP_FEED
#define JCP_FEED feed_ours
#endif

namespace jcp::fuzz {

Feed JCP_FEED;

namespace {

#ifdef JCP_PLANTED_FAULT
// Loses what follows a presence with an id, when the bytes were cut.
void feed_planted(const CutPlan& input, EventRecorder& events) {
  EventRecorder all;
  JCP_FEED(input, all);
  for (const ParserEvent& event : all.take()) {
    const std::string_view text = event.text;
    if (input.cuts() && text.starts_with("<presence\n") && text.find(" id=") != text.npos) {
      planted_fault_found();
    }
  }
  JCP_FEED(input, events);
}
constexpr Feed* under_test = feed_planted;
#else
constexpr Feed* under_test = JCP_FEED;
#endif

bool same_reading(const std::vector<ParserEvent>& a, const std::vector<ParserEvent>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool refused = a[i].kind == ParserEvent::Kind::refused;  // its words may differ
    if (a[i].kind != b[i].kind || (!refused && a[i].text != b[i].text)) return false;
  }
  return true;
}

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  const CutPlan input({reinterpret_cast<const char*>(bytes), size});
  const auto cut = events_of(under_test, input);
  if (!input.cuts()) return 0;
  const std::string whole = std::string(input.document()) + '\0';  // no lengths
  require(same_reading(cut, events_of(under_test, CutPlan(whole))), "events depend on the cuts");
  return 0;
}
