#include "server_play.hpp"

#include <algorithm>
#include <iterator>

#include "fuzz/property.hpp"
#include "fuzz/session_classes.hpp"
#include "fuzz/state_feedback.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/jid.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

constexpr std::string_view host = "mcfly.fam";

struct Component {
  std::string_view domain, secret;
};
// By actor; the listener is the last.
constexpr Component components[] = {{"c1.mcfly.fam", "88mph"},
                                    {"c2.mcfly.fam", "a<&'b"},
                                    {"c3.mcfly.fam", "\xC3\xA9"},
                                    {"c4.mcfly.fam", "x"},
                                    {"w.mcfly.fam", "1.21GW"}};
constexpr std::size_t listener = std::size(components) - 1;

constexpr int timers_in_a_row = 10'000;

mock::ServerConfig config(mock::QuirkSet quirks) {
  mock::ServerConfig config;
  config.host = host;
  config.quirks = quirks;
  for (const auto& [domain, secret] : components) config.components.emplace(domain, secret);
  return config;
}

unsigned state_of(const ServerPlay::Link& link) {
  if (link.server.has_ended()) return 4;
  if (link.acknowledged) return link.second_handshake ? 5 : 3;
  return link.server.header() ? 2 : link.header ? 1 : 0;
}

}  // namespace

ServerPlay::ServerPlay(mock::QuirkSet quirks)
    : server_(config(quirks)), current_(std::size(components)) {
  establish(listener);
  require(current(listener)->acknowledged, "a session by the book is not served");
}

void ServerPlay::play(const Session& session) {
  for (const Action& action : session) {
    act(action);
    look_at_sessions();
  }
}

void ServerPlay::end() {
  for (Link& link : links_) {
    if (!link.fin && !link.rst) close(link, false);
  }
  require(server_.sessions().empty(), "a session outlives its connection");
}

void ServerPlay::act(const Action& action) {
  event_ = class_of(action);
  Link* link = current(action.actor);
  if (action.kind == Kind::connect) connect(action.actor);
  if (action.kind == Kind::establish) establish(action.actor);
  if (action.kind == Kind::advance) advance(Micros{action.number} * 1'000);
  if (!link) return;
  if (action.kind == Kind::send || action.kind == Kind::octets) send(*link, action);
  if (action.kind == Kind::close_tag) write(*link, "</stream:stream>");
  if (action.kind == Kind::fin || action.kind == Kind::rst) close(*link, action.kind == Kind::rst);
}

ServerPlay::Link& ServerPlay::connect(std::size_t actor) {
  Link& link = links_.emplace_back(Link{.id = server_.accept(now_), .actor = actor});
  current_[actor] = &link;
  return link;
}

void ServerPlay::establish(std::size_t actor) {
  Link& link = connect(actor);
  write(link, fill("${header}", fields(link)));
  write(link, fill("<handshake>${digest}</handshake>", fields(link)));
}

void ServerPlay::send(Link& link, const Action& action) {
  const std::string filled =
      action.kind == Kind::send ? fill(action.text, fields(link)) : action.text;
  pieces_of(filled, action.number, [&](std::string_view piece) { write(link, piece); });
}

// What we say is read before the server gets it: what it answers must follow from that.
void ServerPlay::write(Link& link, std::string_view bytes) {
  if (link.fin || link.rst) return;
  std::vector<StreamEvent> said;
  link.parser.feed(bytes, said);
  for (const StreamEvent& event : said) note(link, event);
  server_.received(link.id, bytes, now_);
  collect();
  seen(state_of(link), event_, Class::nothing);
}

void ServerPlay::note(Link& link, const StreamEvent& event) {
  event_ = class_of(event);
  if (const auto* header = std::get_if<StreamHeader>(&event.body)) {
    link.header = true;
    const auto name = Jid::parse(header->attribute("to").value_or(""));
    if (name) link.name = name->domain();
  }
  const auto* element = std::get_if<Element>(&event.body);
  if (!element) return;
  if (event_ == Class::handshake) {
    link.second_handshake = link.second_handshake || link.acknowledged;
    if (!has_children(*element)) link.digests.push_back(own_text(*element));
  } else if (is_stanza(*element) && has_right_digest(link)) {
    routed_.may_come(*element);
    link.answers.may_be_answered(*element, host);
  }
}

bool ServerPlay::has_right_digest(const Link& link) const {
  if (link.acknowledged) return true;
  const StreamHeader* header = link.server.header();
  const auto component = std::ranges::find(components, link.name, &Component::domain);
  if (!header || component == std::end(components)) return false;
  const std::string digest =
      handshake_digest(header->attribute("id").value_or(""), component->secret);
  return std::ranges::find(link.digests, digest) != link.digests.end();
}

void ServerPlay::close(Link& link, bool reset) {
  if (link.rst || (link.fin && !reset)) return;
  (reset ? link.rst : link.fin) = true;
  server_.closed(link.id, reset, now_);
  collect();
  seen(state_of(link), reset ? Class::rst : Class::fin, Class::nothing);
}

void ServerPlay::advance(Micros us) {
  const Micros until = now_ + us;
  int timers = 0;
  for (auto timer = server_.next_timer(); timer && *timer <= until; timer = server_.next_timer()) {
    require(++timers < timers_in_a_row, "its timers do not come to rest");
    now_ = std::max(now_, *timer);
    server_.tick(now_);
    collect();
  }
  now_ = until;
}

void ServerPlay::collect() {
  using Output = mock::Output;
  for (const Output& output : server_.take_outputs()) {
    Link* link = find(output.session);
    require(link && !link->rst, "it speaks to a connection that is gone");
    const unsigned before = state_of(*link);
    if (output.kind != Output::Kind::bytes) {
      link->server.ended(output.kind == Output::Kind::rst, link->fin);
      seen(before, event_, output.kind == Output::Kind::rst ? Class::rst : Class::fin);
      continue;
    }
    for (const StreamEvent& event : link->server.said(output.bytes)) {
      const auto* element = std::get_if<Element>(&event.body);
      seen(before, event_, element ? heard(*link, *element) : class_of(event));
    }
  }
}

unsigned ServerPlay::heard(Link& link, const Element& element) {
  const unsigned what = class_of(element);
  if (what == Class::handshake) {
    require(!link.acknowledged, "acknowledged twice");
    require(has_right_digest(link), "authenticated without the right digest");
    link.acknowledged = true;
  } else if (is_stanza(element)) {
    require(link.acknowledged, "a stanza to who is not authenticated");
    if (!routed_.takes(element) && !link.answers.takes(element)) {
      violated("a stanza that nobody sent", element.name());
    }
    if (link.actor == listener) delivered_.push_back(element);
  } else {
    require(what == Class::error, "an element that no server sends");
  }
  return what;
}

void ServerPlay::look_at_sessions() {
  for (const mock::SessionView& view : server_.sessions()) {
    const Link* link = find(view.id);
    require(link, "a session without a connection");
    const bool ends = link->server.has_ended() || link->fin || link->rst;
    require(view.authenticated == (link->acknowledged && !ends),
            "authenticated is who was acknowledged, until the end");
    require(!view.authenticated || view.domain == link->name, "authenticated under another name");
  }
}

Fields ServerPlay::fields(const Link& link) const {
  const Component& own = components[link.actor];
  Fields fields;
  fields.own.domain = own.domain;
  fields.own.secret = own.secret;
  fields.own.host = fields.own.service = host;
  fields.own.us = "u@" + std::string(own.domain);
  fields.own.them = "t@" + std::string(components[listener].domain);
  fields.other_domain = components[1].domain;
  if (const StreamHeader* header = link.server.header()) {
    fields.own.sid = std::string(header->attribute("id").value_or(""));
  }
  return fields;
}

ServerPlay::Link* ServerPlay::current(std::size_t actor) { return current_[actor]; }

ServerPlay::Link* ServerPlay::find(mock::SessionId id) {
  const auto found = std::ranges::lower_bound(links_, id, {}, &Link::id);
  return found != links_.end() && found->id == id ? &*found : nullptr;
}

}  // namespace jcp::fuzz
