#include "harness_play.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "fuzz/property.hpp"
#include "fuzz/session_classes.hpp"
#include "fuzz/state_feedback.hpp"
#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

constexpr std::string_view domain = "c1.mcfly.fam", secret = "8<8'mph", host = "mcfly.fam";
// Two that are correct may talk for ever: a message from the component to itself is echoed.
constexpr int rounds = 32;
// Longer than any pause or timeout of either side.
constexpr mock::Micros patience_us = 120'000'000;
constexpr int timers_in_a_row = 10'000;

mock::ServerConfig server_config(mock::QuirkSet quirks) {
  mock::ServerConfig config;
  config.host = host;
  config.quirks = quirks;
  config.components.emplace(domain, secret);
  return config;
}

mock::ComponentConfig component_config(mock::ComponentQuirkSet quirks) {
  mock::ComponentConfig config;
  config.domain = domain;
  config.secret = secret;
  config.quirks = quirks;
  return config;
}

}  // namespace

HarnessPlay::HarnessPlay(mock::QuirkSet of_server, mock::ComponentQuirkSet of_component)
    : server_(server_config(of_server)), component_(component_config(of_component)) {
  component_.start(now_);
  collect();
}

void HarnessPlay::play(const Session& session) {
  for (const Action& action : session) {
    act(action);
    look_at_state();
  }
}

void HarnessPlay::end() {
  carry_all();
  server_.stop(now_);
  component_.stop(now_);
  collect();
  carry_all();
  pass_time(patience_us, false);
  carry_all();
  for (Link& link : links_) {
    if (!link.reset) server_.closed(link.at_server, true, now_);
    if (!link.reset) component_.closed(link.at_component, true, now_);
    link.reset = true;
  }
  collect();
  require(server_.sessions().empty(), "a session of the server does not end");
  require(component_.exited(), "the component does not stop");
}

void HarnessPlay::act(const Action& action) {
  const Side side = action.actor % 2 == 0 ? server : component;
  switch (action.kind) {
    case Kind::connect:
      return connect();
    case Kind::establish:
      connect();
      return carry_all();
    case Kind::send:
      return inject(side, fill(action.text, fields(side)), action.number);
    case Kind::octets:
      return inject(side, action.text, action.number);
    case Kind::close_tag:
      return inject(side, "</stream:stream>", cut::none);
    case Kind::await:
      if (action.number > 1) return carry_all();
      carry(action.number == 0 ? server : component, std::string::npos);
      return;
    case Kind::fin:
      return end_direction(side);
    case Kind::rst:
      return reset();
    case Kind::advance:
      return pass_time(Micros{action.number} * 1'000, false);
  }
}

void HarnessPlay::connect() {
  if (!dialled_) pass_time(patience_us, true);
  if (!dialled_) return;
  dialled_ = false;
  links_.push_back(Link{.at_server = server_.accept(now_), .at_component = dialled_id_});
  component_.connected(dialled_id_, now_);
  collect();
}

void HarnessPlay::inject(Side side, std::string_view bytes, std::uint32_t number) {
  if (!link() || link()->reset) return;
  std::string& under_way = link()->to[side].under_way;
  const std::size_t place =
      number == cut::none || number == cut::bytewise ? under_way.size() : number;
  under_way.insert(std::min(place, under_way.size()), bytes);
  if (number != cut::bytewise) return;
  while (carry(side, 1)) {
  }
}

void HarnessPlay::end_direction(Side side) {
  if (link()) link()->to[side].fin = true;
}

void HarnessPlay::reset() {
  Link* current = link();
  if (!current || current->reset) return;
  lost_ = lost_ || (component_.authenticated() && !current->to[server].under_way.empty() &&
                    !current->to[component].under_way.empty());
  current->reset = true;
  server_.closed(current->at_server, true, now_);
  component_.closed(current->at_component, true, now_);
  collect();
}

// At most so many octets, then the end behind them; false: nothing was under way.
bool HarnessPlay::carry(Side side, std::size_t most) {
  Link* current = link();
  if (!current || current->reset || current->to[side].over) return false;
  Direction& direction = current->to[side];
  const std::string bytes = direction.under_way.substr(0, most);
  if (bytes.empty() && !direction.fin) return false;
  direction.under_way.erase(0, bytes.size());
  direction.over = bytes.empty();
  note_arrival(direction, side, bytes);
  if (side == server && direction.over) server_.closed(current->at_server, false, now_);
  if (side == server && !direction.over) server_.received(current->at_server, bytes, now_);
  if (side == component && direction.over) component_.closed(current->at_component, false, now_);
  if (side == component && !direction.over) component_.received(current->at_component, bytes, now_);
  collect();
  return true;
}

void HarnessPlay::carry_all() {
  for (int round = 0; round < rounds; ++round) {
    const bool to_server = carry(server, std::string::npos);
    const bool to_component = carry(component, std::string::npos);
    look_at_state();
    if (!to_server && !to_component) return;
  }
}

void HarnessPlay::pass_time(Micros us, bool until_dialled) {
  const Micros until = now_ + us;
  for (int timers = 0; !(until_dialled && dialled_); ++timers) {
    require(timers < timers_in_a_row, "the timers do not come to rest");
    std::optional<Micros> next = server_.next_timer();
    if (const auto other = component_.next_timer()) next = std::min(*other, next.value_or(*other));
    if (!next || *next > until) {
      now_ = until;
      return;
    }
    now_ = std::max(now_, *next);
    server_.tick(now_);
    component_.tick(now_);
    collect();
  }
}

void HarnessPlay::collect() {
  for (mock::Output& output : server_.take_outputs()) {
    Link* from = at(server, output.session);
    if (output.kind == mock::Output::Kind::bytes) {
      put(from, component, std::move(output.bytes));
    } else {
      ends(from, component, output.kind == mock::Output::Kind::rst);
    }
  }
  for (mock::ComponentOutput& output : component_.take_outputs()) {
    using Output = mock::ComponentOutput;
    if (output.kind == Output::Kind::exit) continue;
    if (output.kind == Output::Kind::connect) {
      dialled_ = true;
      dialled_id_ = output.session;
      continue;
    }
    Link* from = at(component, output.session);
    if (output.kind == Output::Kind::bytes) {
      put(from, server, std::move(output.bytes));
    } else {
      ends(from, server, output.kind == Output::Kind::rst);
    }
  }
}

void HarnessPlay::put(Link* link, Side side, std::string bytes) {
  require(link, "it speaks to a connection that there is not");
  for (const StreamEvent& event : link->to[side].speaker.said(bytes)) {
    const unsigned state = (component_.authenticated() ? 1U : 0U) + (side == server ? 2U : 0U) +
                           (links_.size() > 1 ? 4U : 0U);
    seen(state, class_of(event), link->to[side].under_way.empty() ? 0 : 1);
  }
  if (!link->reset) link->to[side].under_way += bytes;
}

void HarnessPlay::ends(Link* link, Side side, bool by_reset) {
  require(link, "it ends a connection that there is not");
  link->to[side].speaker.ended(by_reset, link->to[side == server ? component : server].over);
  if (!by_reset) {
    link->to[side].fin = true;
  } else if (!std::exchange(link->reset, true)) {
    if (side == server) server_.closed(link->at_server, true, now_);
    if (side == component) component_.closed(link->at_component, true, now_);
  }
}

void HarnessPlay::note_arrival(Direction& direction, Side side, std::string_view bytes) {
  std::vector<StreamEvent> events;
  direction.arrived.feed(bytes, events);
  for (const StreamEvent& event : events) {
    const auto* element = std::get_if<Element>(&event.body);
    if (!element) continue;
    if (side == server && class_of(*element) == Class::handshake) {
      direction.digests.push_back(own_text(*element));
    }
    if (side == component && class_of(as_our_component_reads(*element)) == Class::handshake) {
      direction.acknowledged = true;
    }
  }
}

void HarnessPlay::look_at_state() {
  for (const mock::SessionView& view : server_.sessions()) {
    if (!view.authenticated) continue;
    Link* link = at(server, view.id);
    const StreamHeader* header = link ? link->to[component].speaker.header() : nullptr;
    require(header, "authenticated without a stream");
    if (std::exchange(link->authenticated, true)) continue;
    const std::string digest = handshake_digest(header->attribute("id").value_or(""), secret);
    const std::vector<std::string>& digests = link->to[server].digests;
    require(std::ranges::find(digests, digest) != digests.end(),
            "authenticated without the right digest");
  }
  if (!component_.authenticated()) return;
  require(link() && link()->to[component].acknowledged, "ready without an acknowledgement");
  came_back_ = came_back_ || (lost_ && !link()->reset);
}

// Whoever injects knows what there is to know.
Fields HarnessPlay::fields(Side side) const {
  Fields fields;
  fields.role = side == server ? Role::component : Role::server;
  fields.own.domain = domain;
  fields.own.secret = secret;
  fields.own.host = fields.own.service = host;
  const std::string own(domain), others(host);
  fields.own.us = "u@" + (side == server ? own : others);
  fields.own.them = "t@" + (side == server ? others : own);
  fields.other_domain = "c2.mcfly.fam";
  fields.fresh_id = "injected";
  const StreamHeader* header =
      links_.empty() ? nullptr : links_.back().to[component].speaker.header();
  if (header) fields.own.sid = std::string(header->attribute("id").value_or(""));
  return fields;
}

HarnessPlay::Link* HarnessPlay::at(Side side, mock::SessionId id) {
  const auto found = std::ranges::find_if(links_, [&](const Link& link) {
    return (side == server ? link.at_server : link.at_component) == id;
  });
  return found == links_.end() ? nullptr : &*found;
}

}  // namespace jcp::fuzz
