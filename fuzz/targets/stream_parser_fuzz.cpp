// Bytes and a cut plan. The events are the same however the bytes are cut; nothing follows the
// first violation; time grows no faster than the input (looked at on 1 input in 256: it is slow).
// Memory is the engine's to watch (-malloc_limit_mb, -rss_limit_mb).

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "fuzz/cut_plan.hpp"
#include "fuzz/event_comparison.hpp"
#include "fuzz/property.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

namespace {

using Events = std::vector<StreamEvent>;

Events read(const CutPlan& plan) {
  StreamParser parser;
  Events events;
  plan.each([&](std::string_view piece) { parser.feed(piece, events); });
  return events;
}

Events read_whole(std::string_view document) {
  StreamParser parser;
  Events events;
  parser.feed(document, events);
  return events;
}

bool is_violation(const StreamEvent& event) {
  return std::holds_alternative<Violation>(event.body);
}

void nothing_after_a_violation(const Events& events) {
  const auto first = std::find_if(events.begin(), events.end(), is_violation);
  require(first == events.end() || first + 1 == events.end(), "an event after a violation");
}

double seconds_for(std::string_view unit, int times) {
  static const std::string opening =
      "<stream:stream xmlns='jabber:component:accept' "
      "xmlns:stream='http://etherx.jabber.org/streams'>";
  std::string document = opening;
  for (int i = 0; i < times; ++i) document += unit;
  const std::clock_t begin = std::clock();
  read_whole(document);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// n, 2n and 4n copies inside a stream, 64 KiB and more: what is linear takes four times as long,
// what is quadratic sixteen times. What is too short to measure is short enough; a bad measurement
// has to repeat.
void linear_time(std::string_view unit) {
  if (unit.empty()) return;
  const int n = static_cast<int>(64 * 1024 / unit.size()) + 1;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const double once = seconds_for(unit, n), twice = seconds_for(unit, 2 * n);
    const double four = seconds_for(unit, 4 * n);
    if (four < 0.1 || four < 10 * once || four < 3 * twice) return;
  }
  violated("time grows faster than the input");
}

std::uint32_t hash(std::string_view text) {
  std::uint32_t value = 2166136261U;  // FNV-1a
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value;
}

#ifdef JCP_PLANTED_FAULT
// Two stanzas, the second a presence whose id is that of the first, and the bytes were cut.
void planted_fault(const CutPlan& plan, const Events& events) {
  const Element* previous = nullptr;
  for (const StreamEvent& event : events) {
    const auto* element = std::get_if<Element>(&event.body);
    if (!element) continue;
    if (plan.cuts() && previous && element->name() == "presence" && element->attribute("id") &&
        element->attribute("id") == previous->attribute("id")) {
      planted_fault_found();
    }
    previous = element;
  }
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const CutPlan plan(input);
  const Events whole = read_whole(plan.document());
  nothing_after_a_violation(whole);
  if (plan.cuts()) require(same(whole, read(plan)), "events depend on the cuts");
  if (hash(input) % 256 == 0) linear_time(plan.document());
#ifdef JCP_PLANTED_FAULT
  planted_fault(plan, whole);
#endif
  return 0;
}
