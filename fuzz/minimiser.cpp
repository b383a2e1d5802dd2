#include "minimiser.hpp"

#include <algorithm>
#include <iterator>

namespace jcp::fuzz {

namespace {

using Finder = Parts (*)(const Session&);

// nullptr: rewritings. What takes much away comes first.
constexpr Finder passes[] = {whole_actions, whole_elements, nullptr, attributes,
                             wrappings,     contents,       octets};

std::uint64_t fingerprint(const Session& session) {
  std::uint64_t value = 14695981039346656037U;  // FNV-1a
  const auto add = [&](std::uint64_t number) { value = (value ^ number) * 1099511628211U; };
  for (const Action& action : session) {
    add(static_cast<std::uint64_t>(action.kind));
    add(action.actor);
    add(action.number);
    add(action.text.size());
    for (const char c : action.text) add(static_cast<unsigned char>(c));
  }
  return value;
}

}  // namespace

Minimiser::Minimiser(Session found) : best_(std::move(found)) {
  seen_.insert(fingerprint(best_));
  begin_pass();
}

void Minimiser::begin_pass() {
  at_ = 0;
  cuts_ = Cuts::stay;
  parts_ = passes[pass_] ? passes[pass_](best_) : Parts{};
  rewritings_ = passes[pass_] ? std::vector<Rewriting>{} : rewritings(best_);
  chunk_ = std::max<std::size_t>(parts_.size() / 2, 1);
}

std::size_t Minimiser::candidates_of_pass() const {
  return passes[pass_] ? parts_.size() : rewritings_.size();
}

Session Minimiser::candidate() const {
  if (!passes[pass_]) return rewritten(best_, rewritings_[at_]);
  const std::size_t count = std::min(chunk_, parts_.size() - at_);
  return without(best_, std::span(parts_).subspan(at_, count), cuts_);
}

// To the next chunk, the next smaller size, the next pass, the next round.
bool Minimiser::move_on() {
  if (cuts_ == Cuts::stay && passes[pass_]) {
    cuts_ = Cuts::move;
    return true;
  }
  cuts_ = Cuts::stay;
  at_ += chunk_;
  while (at_ >= candidates_of_pass()) {
    at_ = 0;
    if (chunk_ > 1) {
      chunk_ /= 2;
      continue;
    }
    if (++pass_ == std::size(passes)) {
      if (!gained_) return false;
      gained_ = false;
      pass_ = 0;
    }
    begin_pass();
  }
  return true;
}

std::optional<Session> Minimiser::next() {
  if (candidates_ == most_candidates || pass_ == std::size(passes)) return std::nullopt;
  for (bool more = true; more; more = move_on()) {
    if (at_ >= candidates_of_pass()) continue;
    played_ = candidate();
    if (!seen_.insert(fingerprint(played_)).second) continue;
    ++candidates_;
    return played_;
  }
  return std::nullopt;
}

void Minimiser::tell(bool still_found) {
  if (!still_found) return;
  gained_ = true;
  best_ = played_;
  // What stood behind has moved up to the same place.
  const std::size_t at = at_, chunk = chunk_;
  begin_pass();
  at_ = at;
  chunk_ = std::min(chunk, chunk_);
}

}  // namespace jcp::fuzz
