// Bytes and a cut plan, through our parser and every adapter that was built in. What they deliver
// is the same, or differs for a reason that is known of that parser (adapters/policy.hpp).

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/adapters/divergence.hpp"
#include "fuzz/adapters/policy.hpp"
#include "fuzz/property.hpp"

namespace jcp::fuzz {

namespace {

// Who differed and why is coverage, too: an input that shows a new pair is kept.
constexpr std::size_t counters = 1024;
#ifdef __clang__
__attribute__((section("__libfuzzer_extra_counters")))
#endif
std::uint8_t disagreement[counters];

void feed_back(std::string_view parser, std::string_view cause) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const std::string_view part : {parser, cause}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  disagreement[hash % counters] = 1;
}

void compare(const ParserAdapter& adapter, const OurReading& ours, const CutPlan& input) {
  const auto theirs = events_of(adapter.feed, input);
  for (const Divergence& found : divergences(ours, theirs, adapter.feed, input.document())) {
    feed_back(adapter.name, found.cause);
    if (knows(adapter, found.cause)) continue;
#ifdef JCP_PLANTED_FAULT
    planted_fault_found();
#endif
    violated("a parser differs in a way that nobody knows of it",
             std::string(adapter.name) + " " + found.cause + "\n" + found.detail);
  }
}

#ifdef JCP_PLANTED_FAULT
// Loses a presence that follows a message, when the bytes were cut.
void feed_planted(const CutPlan& input, EventRecorder& events) {
  const OurReading ours = our_reading(input);
  std::string_view before;
  for (const ParserEvent& event : ours.events) {
    if (event.kind == ParserEvent::Kind::element) {
      const std::string_view name = std::string_view(event.text).substr(0, event.text.find('\n'));
      if (input.cuts() && before == "<message" && name == "<presence") return;
      before = name;
    }
  }
  feed_ours(input, events);
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  const CutPlan input({reinterpret_cast<const char*>(bytes), size});
  const OurReading ours = our_reading(input);
#ifdef JCP_PLANTED_FAULT
  compare({"planted", feed_planted, {}}, ours, input);
#else
  for (const ParserAdapter& adapter : parser_adapters()) compare(adapter, ours, input);
#endif
  return 0;
}
