// Bytes and a cut plan. Each element that the parser reports is printed, once for a stream whose
// content namespace is that of components and once for one of clients, and read again there: the
// same tree, and the same print.

#include <optional>
#include <string>
#include <vector>

#include "fuzz/bytes_in.hpp"
#include "fuzz/cut_plan.hpp"
#include "fuzz/event_comparison.hpp"
#include "fuzz/property.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/stream_parser.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp::fuzz {

namespace {

// A print may be many times longer than what was read: every reference, a namespace on every
// child. From here it could meet the bounds of the parser.
constexpr std::size_t longest_input = 8 * 1024;

std::vector<StreamEvent> read(const CutPlan& plan) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  plan.each([&](std::string_view piece) { parser.feed(piece, events); });
  return events;
}

std::optional<Element> read_in_stream(std::string_view content_ns, std::string_view printed) {
  const std::string stream = "<stream:stream xmlns='" + std::string(content_ns) +
                             "' xmlns:stream='" + std::string(ns::stream) + "'>" +
                             std::string(printed) + "</stream:stream>";
  const std::vector<StreamEvent> events = read(CutPlan(with_cuts(stream, "")));
  const bool lawful = events.size() == 3 && std::holds_alternative<StreamEnd>(events[2].body);
  const auto* element = lawful ? std::get_if<Element>(&events[1].body) : nullptr;
  return element ? std::optional(*element) : std::nullopt;
}

void print_is_a_fixpoint(const Element& element, std::string_view content_ns) {
  const std::string printed = to_wire(element, content_ns);
  const std::optional<Element> again = read_in_stream(content_ns, printed);
  if (!again) violated("an element is printed as no element", printed);
  if (!same(element, *again)) violated("an element is printed as another one", printed);
  require(to_wire(*again, content_ns) == printed, "printing twice gives two texts");
}

#ifdef JCP_PLANTED_FAULT
// An apostrophe in an attribute of an element that has a child in no namespace with text.
void planted_fault(const Element& element) {
  bool apostrophe = false;
  for (const auto attribute : element.node().attributes()) {
    apostrophe =
        apostrophe || std::string_view(attribute.value()).find('\'') != std::string_view::npos;
  }
  for (const auto child : element.node().children()) {
    if (apostrophe && std::string_view(child.name()).starts_with("none:") && child.first_child()) {
      planted_fault_found();
    }
  }
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  if (size > longest_input) return 0;
  for (const jcp::StreamEvent& event : read(CutPlan(as_text(bytes, size)))) {
    const auto* element = std::get_if<jcp::Element>(&event.body);
    if (!element) continue;
    print_is_a_fixpoint(*element, jcp::ns::accept);
    print_is_a_fixpoint(*element, jcp::ns::client);
#ifdef JCP_PLANTED_FAULT
    planted_fault(*element);
#endif
  }
  return 0;
}
