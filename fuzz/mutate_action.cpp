// Action level: what is done beside sending, in which order and by whom.

#include <algorithm>
#include <utility>

#include "fuzz/mutation.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

auto at(Session& session, std::size_t i) {
  return session.begin() + static_cast<std::ptrdiff_t>(i);
}

Action any_action(Tools& tools) {
  static constexpr Kind kinds[] = {Kind::connect, Kind::establish, Kind::await,  Kind::close_tag,
                                   Kind::fin,     Kind::rst,       Kind::advance};
  static constexpr std::uint32_t times_ms[] = {1, 100, 999, 10'000, 31'000};
  Action action{.kind = tools.chance.of(kinds)};
  action.actor = static_cast<std::uint8_t>(tools.chance.below(tools.actors));
  if (action.kind == Kind::await) {
    action.number = static_cast<std::uint32_t>(tools.chance.below(awaited_count));
  }
  if (action.kind == Kind::advance) action.number = tools.chance.of(times_ms);
  return action;
}

bool insert_action(Session& session, Tools& tools) {
  session.insert(at(session, tools.chance.below(session.size() + 1)), any_action(tools));
  return true;
}

bool drop_action(Session& session, Tools& tools) {
  if (session.empty()) return false;
  session.erase(at(session, tools.chance.below(session.size())));
  return true;
}

bool repeat_action(Session& session, Tools& tools) {
  if (session.empty()) return false;
  const Action copy = tools.chance.of(session);
  session.insert(at(session, tools.chance.below(session.size() + 1)), copy);
  return true;
}

bool swap_actions(Session& session, Tools& tools) {
  if (session.size() < 2) return false;
  const std::size_t i = tools.chance.below(session.size() - 1);
  if (session[i] == session[i + 1]) return false;
  std::swap(session[i], session[i + 1]);
  return true;
}

bool change_actor(Session& session, Tools& tools) {
  if (session.empty() || tools.actors < 2) return false;
  // Alone, an action of another actor mostly finds no stream: the rest may come with it.
  const std::size_t first = tools.chance.below(session.size());
  const std::size_t last = tools.chance.one_in(2) ? first + 1 : session.size();
  const auto actor = static_cast<std::uint8_t>(tools.chance.below(tools.actors));
  for (std::size_t i = first; i < last; ++i) session[i].actor = actor;
  return true;
}

constexpr Mutation mutations[] = {
    {"insert-action", insert_action}, {"drop-action", drop_action},
    {"repeat-action", repeat_action}, {"swap-actions", swap_actions},
    {"change-actor", change_actor},
};

}  // namespace

std::span<const Mutation> action_mutations() { return mutations; }

}  // namespace jcp::fuzz
