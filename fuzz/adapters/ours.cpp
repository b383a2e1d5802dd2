#include "ours.hpp"

#include <variant>

#include "pugi_walk.hpp"

namespace jcp::fuzz {

namespace {

struct Record {
  EventRecorder& events;

  void operator()(const StreamHeader& header) {
    events.open(ns::canonical_element(header.stream_ns, header.local_name));
    for (const Attribute& a : header.attributes) events.attribute(a.name, a.value);
  }
  void operator()(const Element& element) {
    record_tree(element.node(), events, [&](pugi::xml_node node) {
      events.open(node.name());
      for (const pugi::xml_attribute a : node.attributes()) {
        const bool added = std::string_view(a.name()).starts_with("xmlns:");
        if (!added) events.attribute(a.name(), a.value());
      }
    });
  }
  void operator()(const StrayText&) {}
  void operator()(StreamEnd) { events.close(); }
  void operator()(const Violation& violation) { events.refuse(violation.condition); }
};

std::vector<StreamEvent> stream_events(const CutPlan& input) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  input.each([&](std::string_view piece) { parser.feed(piece, events); });
  return events;
}

}  // namespace

void feed_ours(const CutPlan& input, EventRecorder& events) {
  for (const StreamEvent& event : stream_events(input)) std::visit(Record{events}, event.body);
}

static OurReading reading_of(const std::vector<StreamEvent>& events, std::string_view document) {
  OurReading reading;
  EventRecorder recorder;
  for (const StreamEvent& event : events) {
    if (const auto* violation = std::get_if<Violation>(&event.body)) {
      reading.violation = *violation;
      reading.violation_at = event.begin;
      break;
    }
    if (std::holds_alternative<StrayText>(event.body)) continue;
    if (const auto* header = std::get_if<StreamHeader>(&event.body)) {
      reading.root = ns::canonical_element(header->stream_ns, header->local_name);
    }
    std::visit(Record{recorder}, event.body);
    reading.octets.push_back(document.substr(event.begin, event.end - event.begin));
  }
  reading.events = recorder.take();
  return reading;
}

OurReading our_reading(const CutPlan& input) {
  return reading_of(stream_events(input), input.document());
}

OurReading our_reading(std::string_view document) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  parser.feed(document, events);
  return reading_of(events, document);
}

}  // namespace jcp::fuzz
