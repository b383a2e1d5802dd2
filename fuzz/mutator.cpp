#include "mutator.hpp"

#include <algorithm>
#include <utility>

namespace jcp::fuzz {

namespace {

struct Level {
  std::span<const Mutation> (*mutations)();
  std::size_t weight;  // in a hundred
};

constexpr Level levels[] = {{stream_mutations, 18}, {action_mutations, 10},
                            {stanza_mutations, 30}, {text_mutations, 18},
                            {octet_mutations, 12},  {segment_mutations, 12}};

const Level& any_level(Chance& chance) {
  std::size_t ticket = chance.below(100);
  const Level* level = levels;
  for (; ticket >= level->weight; ++level) ticket -= level->weight;
  return *level;
}

bool fits(const Session& session, std::size_t most_bytes) {
  return encoded_size(session) <= most_bytes && within_bounds(session);
}

void make_fit(Session& session, std::size_t most_bytes) {
  while (!session.empty() && !fits(session, most_bytes)) session.pop_back();
}

Session up_to(const Session& session, const Boundary& end) {
  Session part(session.begin(), session.begin() + static_cast<std::ptrdiff_t>(end.action));
  if (end.offset > 0) {
    part.push_back(session[end.action]);
    part.back().text.resize(end.offset);
  }
  return part;
}

Session from(const Session& session, const Boundary& begin) {
  Session part(session.begin() + static_cast<std::ptrdiff_t>(begin.action), session.end());
  if (begin.offset > 0) part.front().text.erase(0, begin.offset);
  return part;
}

Boundary any_boundary(const Session& session, Chance& chance) {
  const std::vector<Boundary> all = boundaries_of(session);
  return chance.of(all);
}

// One action of it, or one of its elements.
Session any_part(const Session& session, Tools& tools) {
  if (const auto place = any_element(session, tools); place && !tools.chance.one_in(4)) {
    Action send = session[place->action];
    send.text = text_at(session, *place);
    return {std::move(send)};
  }
  return {tools.chance.of(session)};
}

void append(Session& session, const Session& more) {
  session.insert(session.end(), more.begin(), more.end());
}

}  // namespace

Mutator::Mutator(std::uint64_t seed, std::uint8_t actors, OctetMutation engine)
    : tools_{Chance(seed), actors, std::move(engine)} {}

bool Mutator::mutate_once(Session& session, std::size_t most_bytes) {
  const std::span<const Mutation> mutations = any_level(tools_.chance).mutations();
  const Mutation& mutation = tools_.chance.of(mutations);
  Session changed = session;
  if (!mutation.apply(changed, tools_) || !fits(changed, most_bytes)) return false;
  session = std::move(changed);
  applied_.push_back(mutation.name);
  return true;
}

Session Mutator::mutate(const Session& session, std::size_t most_bytes) {
  applied_.clear();
  Session result = session;
  make_fit(result, most_bytes);
  std::size_t wanted = 1;
  while (wanted < 4 && tools_.chance.one_in(3)) ++wanted;
  for (int attempt = 0; attempt < 32 && wanted > 0; ++attempt) {
    wanted -= mutate_once(result, most_bytes) ? 1 : 0;
  }
  if (tools_.chance.one_in(10)) return result;
  Session repaired = result;
  repair_digest(repaired);
  return fits(repaired, most_bytes) ? repaired : result;
}

Session Mutator::cross(const Session& a, const Session& b, std::size_t most_bytes) {
  applied_ = {"cross"};
  Session result;
  if (tools_.chance.one_in(2) || b.empty()) {
    result = up_to(a, any_boundary(a, tools_.chance));
    append(result, from(b, any_boundary(b, tools_.chance)));
  } else {
    const Boundary place = any_boundary(a, tools_.chance);
    result = up_to(a, place);
    append(result, any_part(b, tools_));
    append(result, from(a, place));
  }
  make_fit(result, most_bytes);
  return result;
}

std::vector<std::string_view> mutation_names() {
  std::vector<std::string_view> names;
  for (const Level& level : levels) {
    for (const Mutation& mutation : level.mutations()) names.push_back(mutation.name);
  }
  return names;
}

void repair_digest(Session& session) {
  constexpr std::string_view right = "<handshake>${digest}</handshake>";
  std::vector<Place> places = elements_of(session);
  std::ranges::reverse(places);  // what is replaced moves what stands behind it
  for (const Place& place : places) {
    const std::string_view element = text_at(session, place);
    const bool handshake = element_name(element) == "handshake" && content_of(element).size() > 0;
    if (handshake && element != right) replace(session, place, right);
  }
}

std::size_t encoded_size(const Session& session) { return encode(session).size(); }

}  // namespace jcp::fuzz
