#include "always.hpp"

#include <algorithm>

namespace jcp {

namespace {

bool speaks_of(const AlwaysRule& rule, const StreamEvent& event, const Resolver& resolve) {
  switch (rule.on) {
    case AlwaysRule::On::header: return std::holds_alternative<StreamHeader>(event.body);
    case AlwaysRule::On::violation: {
      const Violation* violation = std::get_if<Violation>(&event.body);
      return violation && !violation->our_limit;
    }
    case AlwaysRule::On::element: break;
  }
  const Element* element = std::get_if<Element>(&event.body);
  return element && (rule.when.empty() || rule.when[0].matches(*element, resolve));
}

// What is wrong with an event that the rule speaks of; "" when nothing is.
std::string wrong(const AlwaysRule& rule, const StreamEvent& event, const Resolver& resolve) {
  if (const Violation* violation = std::get_if<Violation>(&event.body)) {
    const auto& forbidden = rule.forbid_conditions;
    const bool hit = forbidden.empty() ||
                     std::ranges::find(forbidden, violation->condition) != forbidden.end();
    return hit ? violation->condition + ": " + violation->what : "";
  }
  const Element* element = std::get_if<Element>(&event.body);
  if (!element) return {};
  for (const Pattern& pattern : rule.require) {
    if (const auto d = pattern.differs(*element, resolve)) {
      return d->where + ": expected " + d->expected + ", found " + d->actual;
    }
  }
  for (const XPath& xpath : rule.require_xpath) {
    if (!xpath.holds(*element, resolve)) return std::string(element->name()) + ": not " + xpath.text();
  }
  for (const Pattern& pattern : rule.forbid) {
    if (pattern.matches(*element, resolve)) return std::string(element->name()) + " is forbidden";
  }
  for (const XPath& xpath : rule.forbid_xpath) {
    if (xpath.holds(*element, resolve)) return std::string(element->name()) + ": " + xpath.text();
  }
  return {};
}

template <typename Visit>
void each_event(const AlwaysRule& rule, const Interpreter& run, Visit visit) {
  for (const JudgeSession& session : run.sessions()) {
    const Resolver resolve = run.resolver(session.actor);
    for (const Received& received : session.events) {
      if (speaks_of(rule, received.event, resolve)) visit(received.event, resolve);
    }
  }
}

}  // namespace

std::optional<Divergence> breach(const AlwaysRule& rule, const Interpreter& run) {
  std::optional<Divergence> first;
  each_event(rule, run, [&](const StreamEvent& event, const Resolver& resolve) {
    if (first) return;
    std::string what = wrong(rule, event, resolve);
    if (what.empty()) return;
    first = Divergence{"", rule.rule, std::move(what), run.result().transcript.entries().size(), false};
  });
  return first;
}

bool concerned(const AlwaysRule& rule, const Interpreter& run) {
  bool any = false;
  each_event(rule, run, [&](const StreamEvent&, const Resolver&) { any = true; });
  if (rule.on != AlwaysRule::On::violation) return any;
  // A rule about ill-formed bytes speaks of everything that was received.
  return std::ranges::any_of(run.sessions(),
                             [](const JudgeSession& session) { return !session.events.empty(); });
}

}  // namespace jcp
