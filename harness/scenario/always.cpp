#include "always.hpp"

#include <algorithm>
#include <memory>

#include "harness/xmpp/namespaces.hpp"

namespace jcp {

namespace {

bool speaks_of(const AlwaysRule& rule, const StreamEvent& event, const Resolver& resolve) {
  switch (rule.on) {
    case AlwaysRule::On::header:
      return std::holds_alternative<StreamHeader>(event.body);
    case AlwaysRule::On::violation: {
      const Violation* violation = std::get_if<Violation>(&event.body);
      return violation && !violation->our_limit;
    }
    case AlwaysRule::On::element:
      break;
  }
  const Element* element = std::get_if<Element>(&event.body);
  return element && (rule.when.empty() || rule.when[0].matches(*element, resolve));
}

// A header as an element without content, so that patterns and XPath can speak of it.
Element as_element(const StreamHeader& header) {
  auto document = std::make_shared<pugi::xml_document>();
  const std::string name = ns::canonical_element(header.stream_ns, header.local_name);
  pugi::xml_node root = document->append_child(name.c_str());
  for (const Attribute& attribute : header.attributes) {
    root.append_attribute(attribute.name.c_str()) = attribute.value.c_str();
  }
  return Element(std::move(document));
}

// What is wrong with an element that the rule speaks of; "" when nothing is.
std::string wrong(const AlwaysRule& rule, const Element& element, const Resolver& resolve) {
  const std::string name(element.name());
  for (const Pattern& pattern : rule.require) {
    if (const auto d = pattern.differs(element, resolve)) {
      return d->where + ": expected " + d->expected + ", found " + d->actual;
    }
  }
  for (const XPath& xpath : rule.require_xpath) {
    if (!xpath.holds(element, resolve)) return name + ": not " + xpath.text();
  }
  for (const Pattern& pattern : rule.forbid) {
    if (pattern.matches(element, resolve)) return name + ": forbidden is " + pattern.text();
  }
  for (const XPath& xpath : rule.forbid_xpath) {
    if (xpath.holds(element, resolve)) return name + ": " + xpath.text();
  }
  return {};
}

std::string wrong(const AlwaysRule& rule, const StreamEvent& event, const Resolver& resolve) {
  if (const Violation* violation = std::get_if<Violation>(&event.body)) {
    const auto& forbidden = rule.forbid_conditions;
    const bool hit =
        forbidden.empty() || std::ranges::find(forbidden, violation->condition) != forbidden.end();
    return hit ? violation->condition + ": " + violation->what : "";
  }
  if (const StreamHeader* header = std::get_if<StreamHeader>(&event.body)) {
    return wrong(rule, as_element(*header), resolve);
  }
  return wrong(rule, std::get<Element>(event.body), resolve);
}

template <typename Visit>
void each_event(const AlwaysRule& rule, const Interpreter& run, Visit visit) {
  for (const JudgeSession& session : run.sessions()) {
    const Resolver resolve = run.resolver(session.actor);
    for (const Received& received : session.events) {
      if (speaks_of(rule, received.event, resolve)) visit(received, resolve);
    }
  }
}

// How many entries of the transcript were there when the bytes of an event had come.
std::size_t entries_until(const Transcript& transcript, Micros t_us) {
  const auto& entries = transcript.entries();
  const auto after = std::ranges::upper_bound(entries, t_us, {}, &TranscriptEntry::t_us);
  return static_cast<std::size_t>(after - entries.begin());
}

}  // namespace

std::optional<Divergence> breach(const AlwaysRule& rule, const Interpreter& run) {
  std::optional<Divergence> first;
  std::optional<Micros> first_us;
  each_event(rule, run, [&](const Received& received, const Resolver& resolve) {
    if (first_us && *first_us <= received.t_us) return;
    std::string what = wrong(rule, received.event, resolve);
    if (what.empty()) return;
    first_us = received.t_us;
    first = Divergence{"", rule.rule, std::move(what),
                       entries_until(run.transcript(), received.t_us), false};
  });
  return first;
}

bool concerned(const AlwaysRule& rule, const Interpreter& run) {
  bool any = false;
  each_event(rule, run, [&](const Received&, const Resolver&) { any = true; });
  if (rule.on != AlwaysRule::On::violation) return any;
  // A rule about ill-formed bytes speaks of everything that was received.
  return std::ranges::any_of(run.sessions(),
                             [](const JudgeSession& session) { return !session.events.empty(); });
}

}  // namespace jcp
