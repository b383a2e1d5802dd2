// Stream level: stanzas come, go and move, and so do the tags that hold them together.

#include <algorithm>
#include <utility>

#include "fuzz/mutation.hpp"
#include "fuzz/vocabulary.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

Boundary any_boundary(const Session& session, Tools& tools) {
  const std::vector<Boundary> all = boundaries_of(session);
  return tools.chance.of(all);
}

bool insert_stanza(Session& session, Tools& tools) {
  insert(session, any_boundary(session, tools), tools.chance.of(vocabulary::stanzas));
  return true;
}

void erase(Session& session, const Place& place) {
  replace(session, place, "");
  if (session[place.action].text.empty()) {
    session.erase(session.begin() + static_cast<std::ptrdiff_t>(place.action));
  }
}

bool drop_stanza(Session& session, Tools& tools) {
  const auto place = any_element(session, tools);
  if (place) erase(session, *place);
  return place.has_value();
}

bool repeat_stanza(Session& session, Tools& tools) {
  const auto place = any_element(session, tools);
  if (!place) return false;
  const std::string one(text_at(session, *place));
  std::string all = one;
  const std::size_t times = tools.chance.one_in(8) ? 16 : 1 + tools.chance.below(3);
  for (std::size_t i = 0; i < times; ++i) all += one;
  replace(session, *place, all);
  return true;
}

bool swap_stanzas(Session& session, Tools& tools) {
  const std::vector<Place> all = elements_of(session);
  if (all.size() < 2) return false;
  std::size_t first = tools.chance.below(all.size()), second = tools.chance.below(all.size() - 1);
  second += second >= first ? 1 : 0;
  // The later one first: the place of the earlier one stays right.
  if (first > second) std::swap(first, second);
  const std::string a(text_at(session, all[first])), b(text_at(session, all[second]));
  replace(session, all[second], a);
  replace(session, all[first], b);
  return true;
}

bool move_handshake(Session& session, Tools& tools) {
  for (const Place& place : elements_of(session)) {
    const std::string text(text_at(session, place));
    if (element_name(text) != "handshake") continue;
    erase(session, place);
    insert(session, any_boundary(session, tools), text);
    return true;
  }
  return false;
}

bool second_header(Session& session, Tools& tools) {
  insert(session, any_boundary(session, tools),
         tools.chance.one_in(4) ? "<?xml version='1.0'?>${header}" : "${header}");
  return true;
}

bool close_early(Session& session, Tools& tools) {
  const Boundary at = any_boundary(session, tools);
  if (tools.chance.one_in(2)) {
    insert(session, at, "</stream:stream>");
  } else {
    insert(session, {at.action, 0}, "");
    session[at.action].kind = Kind::close_tag;
  }
  return true;
}

// Of sessions that came from bytes alone.
bool read_octets(Session& session, Tools&) {
  for (Action& action : session) {
    if (action.kind != Kind::octets || action.text.find("${") != std::string::npos) continue;
    action.kind = Kind::send;
    return true;
  }
  return false;
}

constexpr Mutation mutations[] = {
    {"insert-stanza", insert_stanza},   {"drop-stanza", drop_stanza},
    {"repeat-stanza", repeat_stanza},   {"swap-stanzas", swap_stanzas},
    {"move-handshake", move_handshake}, {"second-header", second_header},
    {"close-early", close_early},       {"read-octets", read_octets},
};

}  // namespace

std::span<const Mutation> stream_mutations() { return mutations; }

}  // namespace jcp::fuzz
