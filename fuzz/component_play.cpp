#include "component_play.hpp"

#include <algorithm>

#include "fuzz/property.hpp"
#include "fuzz/session_classes.hpp"
#include "fuzz/state_feedback.hpp"
#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

constexpr std::string_view domain = "c1.mcfly.fam", secret = "8<8'mph", host = "mcfly.fam";
// Longer than any pause between two attempts of the component.
constexpr mock::Micros patience_us = 120'000'000;
// RFC 6120 3.3: a component that loses its stream does not come back at once.
constexpr mock::Micros shortest_pause_us = 500'000;
constexpr int timers_in_a_row = 10'000;

mock::ComponentConfig config(mock::ComponentQuirkSet quirks) {
  mock::ComponentConfig config;
  config.domain = domain;
  config.secret = secret;
  config.host = host;
  config.quirks = quirks;
  return config;
}

unsigned state_of(const ComponentPlay::Link& link) {
  const unsigned again = link.number > 0 ? 6 : 0;
  if (link.component.has_ended()) return again + 5;
  if (link.acknowledged) return again + (link.answers > 0 ? 4U : 3U);
  return again + (link.handshake ? 2U : link.header ? 1U : 0U);
}

}  // namespace

ComponentPlay::ComponentPlay(mock::ComponentQuirkSet quirks)
    : component_(config(quirks)), current_(session_actors) {
  component_.start(now_);
  collect();
}

void ComponentPlay::play(const Session& session) {
  for (const Action& action : session) {
    act(action);
    look_at_state();
  }
}

void ComponentPlay::end() {
  component_.stop(now_);
  collect();
  for (Link& link : links_) close(link, false);
  require(component_.exited() && !component_.next_timer(), "it does not stop");
}

void ComponentPlay::act(const Action& action) {
  event_ = class_of(action);
  if (action.kind == Kind::connect) return connect(action.actor);
  if (action.kind == Kind::establish) return establish(action.actor);
  if (action.kind == Kind::advance) return advance(Micros{action.number} * 1'000);
  Link* link = current_[action.actor];
  if (!link) return;
  if (action.kind == Kind::send || action.kind == Kind::octets) send(*link, action);
  if (action.kind == Kind::close_tag) write(*link, "</stream:stream>");
  if (action.kind == Kind::fin || action.kind == Kind::rst) close(*link, action.kind == Kind::rst);
}

// Takes the connection that the component makes, if it makes one in time.
void ComponentPlay::connect(std::size_t actor) {
  const Micros until = now_ + patience_us;
  while (!pending_ && pass_time(until)) {
  }
  if (!pending_) return;
  current_[actor] = &links_.emplace_back(Link{.id = *pending_, .number = links_.size()});
  pending_.reset();
  component_.connected(current_[actor]->id, now_);
  collect();
}

void ComponentPlay::establish(std::size_t actor) {
  const std::size_t before = links_.size();
  connect(actor);
  if (links_.size() == before) return;
  Link& link = links_.back();
  write(link, fill("${header}", fields(link)));
  require(link.handshake, "no handshake by the book");
  write(link, "<handshake/>");
  require(component_.authenticated(), "not ready though acknowledged");
}

void ComponentPlay::send(Link& link, const Action& action) {
  const std::string filled =
      action.kind == Kind::send ? fill(action.text, fields(link)) : action.text;
  pieces_of(filled, action.number, [&](std::string_view piece) { write(link, piece); });
}

// What we say is read before the component gets it: what it answers must follow from that.
void ComponentPlay::write(Link& link, std::string_view bytes) {
  if (link.fin || link.rst) return;
  std::vector<StreamEvent> said;
  link.header_in_this_write = false;
  link.parser.feed(bytes, said);
  for (const StreamEvent& event : said) note(link, event);
  component_.received(link.id, bytes, now_);
  collect();
  seen(state_of(link), event_, Class::nothing);
}

void ComponentPlay::note(Link& link, const StreamEvent& event) {
  event_ = class_of(event);
  if (const auto* header = std::get_if<StreamHeader>(&event.body)) {
    link.header = link.header_in_this_write = true;
    if (const auto id = header->attribute("id")) link.sid = std::string(*id);
  }
  const auto* given = std::get_if<Element>(&event.body);
  if (!given) return;
  const Element element = as_our_component_reads(*given);
  event_ = class_of(element);
  // What comes with the header cannot answer a handshake that had not left.
  if (event_ == Class::handshake && !link.header_in_this_write) link.acknowledged = true;
  if (!is_stanza(element) || !link.acknowledged) return;
  link.ledger.may_be_answered(element, "");
  if (event_ == Class::message) link.ledger.may_be_echoed(element);
}

void ComponentPlay::close(Link& link, bool reset) {
  if (link.rst || (link.fin && !reset)) return;
  (reset ? link.rst : link.fin) = true;
  if (!link.component.has_ended()) ended_ = now_;
  component_.closed(link.id, reset, now_);
  collect();
  seen(state_of(link), reset ? Class::rst : Class::fin, Class::nothing);
}

// The next thing that happens by itself until then; false: nothing does.
bool ComponentPlay::pass_time(Micros until) {
  const auto timer = component_.next_timer();
  if (!timer || *timer > until) {
    now_ = until;
    return false;
  }
  now_ = std::max(now_, *timer);
  component_.tick(now_);
  collect();
  return true;
}

void ComponentPlay::advance(Micros us) {
  const Micros until = now_ + us;
  int timers = 0;
  while (pass_time(until)) require(++timers < timers_in_a_row, "its timers do not come to rest");
}

void ComponentPlay::collect() {
  using Output = mock::ComponentOutput;
  for (const Output& output : component_.take_outputs()) {
    if (output.kind == Output::Kind::exit) continue;
    if (output.kind == Output::Kind::connect) {
      dialled(output.session);
      continue;
    }
    Link* link = find(output.session);
    require(link && !link->rst, "it speaks to a connection that is gone");
    const unsigned before = state_of(*link);
    if (output.kind != Output::Kind::bytes) {
      const bool reset = output.kind == Output::Kind::rst;
      link->component.ended(reset, link->fin);
      ended_ = now_;
      seen(before, event_, reset ? Class::rst : Class::fin);
      continue;
    }
    for (const StreamEvent& event : link->component.said(output.bytes)) {
      const auto* element = std::get_if<Element>(&event.body);
      seen(before, event_, element ? heard(*link, *element) : class_of(event));
    }
  }
}

void ComponentPlay::dialled(mock::SessionId id) {
  require(!pending_, "two connections at the same time");
  require(std::ranges::all_of(
              links_,
              [](const Link& link) { return link.component.has_ended() || link.fin || link.rst; }),
          "a new connection while the old one is open");
  require(!ended_ || now_ - *ended_ >= shortest_pause_us, "it connects again too soon");
  pending_ = id;
}

unsigned ComponentPlay::heard(Link& link, const Element& element) {
  const unsigned what = class_of(element);
  if (what == Class::handshake) {
    require(!link.handshake, "a second handshake");
    require(link.sid.has_value(), "a handshake without a stream id");
    require(own_text(element) == handshake_digest(*link.sid, secret), "a wrong digest");
    link.handshake = true;
  } else if (is_stanza(element)) {
    require(link.handshake && link.acknowledged, "a stanza before it is acknowledged");
    if (!link.ledger.takes(element)) violated("a stanza that nothing asked for", element.name());
    ++link.answers;
  } else {
    require(what == Class::error, "an element that no component sends");
  }
  return what;
}

void ComponentPlay::look_at_state() {
  if (!component_.authenticated()) return;
  require(!links_.empty(), "ready without a connection");
  const Link& link = links_.back();
  require(link.handshake && link.acknowledged && !link.component.has_ended() && !link.rst,
          "ready without an acknowledgement");
}

Fields ComponentPlay::fields(const Link& link) const {
  Fields fields;
  fields.role = Role::server;
  fields.own.domain = domain;
  fields.own.secret = secret;
  fields.own.host = fields.own.service = host;
  fields.own.us = "u@" + std::string(host);
  fields.own.them = fields.own.domain;
  fields.own.sid = link.sid;
  fields.other_domain = "c2.mcfly.fam";
  fields.fresh_id = "id" + std::to_string(link.number);
  return fields;
}

ComponentPlay::Link* ComponentPlay::find(mock::SessionId id) {
  const auto found = std::ranges::find(links_, id, &Link::id);
  return found == links_.end() ? nullptr : &*found;
}

}  // namespace jcp::fuzz
