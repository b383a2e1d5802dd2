#include "session.hpp"

#include <algorithm>
#include <set>

#include "harness/xmpp/namespaces.hpp"

namespace jcp {

namespace {

template <typename T>
const T* body(const StreamEvent& event) {
  return std::get_if<T>(&event.body);
}

bool is_handshake(const Element& element) { return element.name() == "handshake"; }

}  // namespace

bool is_own(const Element& element) {
  const std::string_view id = element.attribute("id").value_or("");
  return id.starts_with(request_id) || id.starts_with(marker_id);
}

bool is_stream_error(const Element& element) { return element.name() == "stream:error"; }

std::string condition_of(const Element& stream_error) {
  for (pugi::xml_node child : stream_error.node().children()) {
    const std::string_view name = child.name();
    if (name.starts_with("streams:") && name != "streams:text") {
      return std::string(name.substr(name.find(':') + 1));
    }
  }
  return {};
}

void JudgeSession::received(std::string_view bytes, Micros now) {
  std::vector<StreamEvent> fresh;
  in_.feed(bytes, fresh);
  for (StreamEvent& event : fresh) {
    const std::size_t at = events.size();
    if (body<StreamHeader>(event)) header_ = at;
    if (body<Violation>(event)) violation_ = at;
    if (body<StreamEnd>(event)) {
      stream_end_ = at;
      end_seen_us = now;
    }
    if (const Element* element = body<Element>(event)) {
      peer_handshake_ = peer_handshake_ || is_handshake(*element);
      failed_ = failed_ || is_stream_error(*element);
    }
    events.push_back({std::move(event), now, false});
  }
}

void JudgeSession::sent(std::string_view bytes) {
  out_events_.clear();
  out_.feed(bytes, out_events_);
  for (const StreamEvent& event : out_events_) {
    if (const StreamHeader* header = body<StreamHeader>(event)) our_header_ = *header;
    if (body<StreamEnd>(event)) closing_tag_sent = our_end_ = true;
    if (body<Violation>(event)) spoilt_ = true;
    if (const Element* element = body<Element>(event); element && is_handshake(*element)) {
      our_handshake_ = true;
    }
  }
}

void JudgeSession::ended(bool by_reset) {
  if (state == State::closed) return;
  state = State::closed;
  reset = by_reset;
}

bool JudgeSession::authenticated() const { return our_handshake_ && peer_handshake_; }

bool JudgeSession::can_send() const {
  return state == State::open && authenticated() && out_.between_stanzas() && !half_closed &&
         !stream_end_ && !violation_ && !failed_;
}

bool JudgeSession::goes_on_spoilt() const {
  return spoilt_ && state == State::open && authenticated() && !half_closed && !our_end_ &&
         !stream_end_ && !violation_ && !failed_;
}

bool JudgeSession::quiet() const {
  if (violation_ || state == State::closed) return false;
  if (stream_end_ && !events[*stream_end_].consumed) return false;
  return !find_stream_error();
}

bool JudgeSession::said_goodbye() const {
  return stream_end_ || std::ranges::any_of(events, [](const Received& received) {
           const Element* element = body<Element>(received.event);
           return element && is_stream_error(*element);
         });
}

const StreamHeader* JudgeSession::peer_header() const {
  return header_ ? body<StreamHeader>(events[*header_].event) : nullptr;
}

const StreamHeader* JudgeSession::our_header() const {
  return our_header_ ? &*our_header_ : nullptr;
}

const Element* JudgeSession::last_element() const {
  return last_element_ ? body<Element>(events[*last_element_].event) : nullptr;
}

const Violation* JudgeSession::violation() const {
  return violation_ ? body<Violation>(events[*violation_].event) : nullptr;
}

std::optional<std::string> JudgeSession::stream_id() const {
  // The server's header, whoever of us plays it.
  const StreamHeader* header = role_ == Role::component ? peer_header() : our_header();
  if (!header) return std::nullopt;
  const std::optional<std::string_view> id = header->attribute("id");
  return std::string(id.value_or(""));
}

std::optional<std::size_t> JudgeSession::find_element(const Pattern& pattern,
                                                      const std::optional<XPath>& xpath,
                                                      const Resolver& resolve,
                                                      std::size_t from) const {
  for (std::size_t at = from; at < events.size(); ++at) {
    if (events[at].consumed) continue;
    const Element* element = body<Element>(events[at].event);
    if (!element || is_own(*element) || !pattern.matches(*element, resolve)) continue;
    if (!xpath || xpath->holds(*element, resolve)) return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> JudgeSession::find_answer(std::string_view id) const {
  for (std::size_t at = 0; at < events.size(); ++at) {
    if (events[at].consumed) continue;
    const Element* element = body<Element>(events[at].event);
    if (!element || element->name() != "iq" || element->attribute("id") != id) continue;
    const std::string_view type = element->attribute("type").value_or("");
    if (type == "result" || type == "error") return at;
  }
  return std::nullopt;
}

void JudgeSession::take_answer(std::string_view id) {
  if (const auto at = find_answer(id)) events[*at].consumed = true;
}

std::optional<std::size_t> JudgeSession::find_marker(std::string_view id) const {
  for (std::size_t at = 0; at < events.size(); ++at) {
    if (events[at].consumed) continue;
    const Element* element = body<Element>(events[at].event);
    if (!element || element->name() != "message" || element->attribute("id") != id) continue;
    if (element->attribute("type").value_or("") != "error") return at;
  }
  return std::nullopt;
}

void JudgeSession::take_marker(std::string_view id) {
  if (const auto at = find_marker(id)) events[*at].consumed = true;
}

std::optional<std::size_t> JudgeSession::find_stream_error() const {
  for (std::size_t at = 0; at < events.size(); ++at) {
    if (events[at].consumed) continue;
    const Element* element = body<Element>(events[at].event);
    if (element && is_stream_error(*element)) return at;
  }
  return std::nullopt;
}

bool JudgeSession::over(bool stream_errors_count) const {
  return state == State::closed || stream_end_ || violation_ ||
         (stream_errors_count && find_stream_error());
}

Standing JudgeSession::standing_of_header(const Expectation& expectation,
                                          const Resolver& resolve) const {
  const StreamHeader* header = peer_header();
  if (!header) return over(true) ? Standing::unmet : Standing::pending;
  for (const auto& [name, pattern] : expectation.header) {
    std::optional<std::string_view> actual;
    if (name == "content_ns")
      actual = header->content_ns;
    else if (name == "stream_ns")
      actual = header->stream_ns;
    else if (name == "prefix")
      actual = header->prefix;
    else
      actual = header->attribute(name);
    if (pattern.differs(actual, name, resolve)) return Standing::unmet;
  }
  return Standing::met;
}

Standing JudgeSession::standing_of_stream_error(const Expectation& expectation,
                                                const Resolver& resolve) const {
  if (const auto at = find_stream_error()) {
    const Element& error = *body<Element>(events[*at].event);
    const auto& wanted = expectation.conditions;
    const bool met =
        (wanted.empty() || std::ranges::find(wanted, condition_of(error)) != wanted.end()) &&
        (!expectation.xpath || expectation.xpath->holds(error, resolve));
    return met ? Standing::met : Standing::unmet;
  }
  // A reset may have destroyed it on its way: we cannot say that it was not sent. What follows it
  // in the stream and did arrive says that it was not.
  const bool destroyed = state == State::closed && reset && !stream_end_ && !violation_;
  if (destroyed) return Standing::not_observable;
  return over(false) ? Standing::unmet : Standing::pending;
}

std::optional<std::vector<std::size_t>> JudgeSession::find_in_order(const Expectation& expectation,
                                                                    const Resolver& resolve) const {
  std::vector<std::size_t> found;
  std::size_t from = 0;
  for (const Pattern& pattern : expectation.patterns) {
    const auto at = find_element(pattern, std::nullopt, resolve, from);
    if (!at) return std::nullopt;
    found.push_back(*at);
    from = *at + 1;
  }
  return found;
}

bool JudgeSession::has_all(const Expectation& expectation, const Resolver& resolve) const {
  std::set<std::size_t> taken;
  return std::ranges::all_of(expectation.patterns, [&](const Pattern& pattern) {
    auto at = find_element(pattern, std::nullopt, resolve);
    while (at && taken.contains(*at)) at = find_element(pattern, std::nullopt, resolve, *at + 1);
    return at && taken.insert(*at).second;
  });
}

Standing JudgeSession::standing(const Expectation& expectation, const Resolver& resolve) const {
  using Kind = Expectation::Kind;
  const auto pending_unless = [](bool too_late) {
    return too_late ? Standing::unmet : Standing::pending;
  };
  switch (expectation.kind) {
    case Kind::header:
      return standing_of_header(expectation, resolve);
    case Kind::element:
      if (find_element(expectation.patterns[0], expectation.xpath, resolve)) return Standing::met;
      return pending_unless(over(true));
    case Kind::in_order:
      if (find_in_order(expectation, resolve)) return Standing::met;
      return pending_unless(over(true) || has_all(expectation, resolve));
    case Kind::same: {
      const Element* element = last_element();
      const bool met = element && expectation.patterns[0].matches(*element, resolve) &&
                       (!expectation.xpath || expectation.xpath->holds(*element, resolve));
      return met ? Standing::met : Standing::unmet;
    }
    case Kind::stream_error:
      return standing_of_stream_error(expectation, resolve);
    case Kind::stream_end:
      if (stream_end_ && !events[*stream_end_].consumed) return Standing::met;
      return pending_unless(state == State::closed || violation_);
    case Kind::disconnect:
      return state == State::closed ? Standing::met : Standing::pending;
    default:
      return Standing::pending;
  }
}

void JudgeSession::take(const Expectation& expectation, const Resolver& resolve) {
  using Kind = Expectation::Kind;
  switch (expectation.kind) {
    case Kind::element:
      last_element_ = find_element(expectation.patterns[0], expectation.xpath, resolve);
      events[*last_element_].consumed = true;
      break;
    case Kind::in_order: {
      const std::vector<std::size_t> found = find_in_order(expectation, resolve).value();
      for (const std::size_t at : found) events[at].consumed = true;
      break;
    }
    case Kind::stream_error:
      events[*find_stream_error()].consumed = true;
      break;
    case Kind::stream_end:
      events[*stream_end_].consumed = true;
      break;
    case Kind::header:
      note_header();
      break;
    default:
      break;
  }
}

}  // namespace jcp
