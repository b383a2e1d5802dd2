// Segmentation level: the same octets in other writes.

#include <algorithm>

#include "fuzz/mutation.hpp"

namespace jcp::fuzz {

namespace {

std::optional<std::size_t> any_text(const Session& session, Tools& tools) {
  const std::vector<std::size_t> texts = texts_of(session, true);
  if (texts.empty()) return std::nullopt;
  return tools.chance.of(texts);
}

bool cut_once(Session& session, Tools& tools) {
  const auto i = any_text(session, tools);
  if (!i) return false;
  const std::size_t size = session[*i].text.size();
  session[*i].number = static_cast<std::uint32_t>(1 + tools.chance.below(size));
  return true;
}

bool bytewise(Session& session, Tools& tools) {
  const auto i = any_text(session, tools);
  if (!i || session[*i].number == cut::bytewise) return false;
  session[*i].number = cut::bytewise;
  return true;
}

bool uncut(Session& session, Tools&) {
  const auto found = std::ranges::find_if(session, [](const Action& action) {
    return !action.text.empty() && action.number != cut::none;
  });
  if (found == session.end()) return false;
  found->number = cut::none;
  return true;
}

void split(Session& session, std::size_t i, std::size_t at) {
  Action rest = session[i];
  rest.text.erase(0, at);
  session[i].text.resize(at);
  session.insert(session.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
}

bool inside_field(std::string_view text, std::size_t at) {
  const std::size_t begin = text.rfind("${", at - 1);
  if (begin == text.npos) return false;
  const std::string_view field = field_at(text.substr(begin));
  return !field.empty() && at < begin + field.size() + 3;
}

bool split_anywhere(Session& session, Tools& tools) {
  const auto i = any_text(session, tools);
  if (!i || session[*i].text.size() < 2) return false;
  const std::size_t at = 1 + tools.chance.below(session[*i].text.size() - 1);
  if (inside_field(session[*i].text, at)) return false;
  split(session, *i, at);
  return true;
}

// Where scanners change their state: behind an octet of markup or of a longer character.
bool split_in_markup(Session& session, Tools& tools) {
  const auto i = any_text(session, tools);
  if (!i) return false;
  const std::string& text = session[*i].text;
  std::vector<std::size_t> all;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const auto before = static_cast<unsigned char>(text[at - 1]);
    const bool markup = before >= 0x80 || std::string_view("<>/&'\"=![?]\r").find(text[at - 1]) !=
                                              std::string_view::npos;
    if (markup && !inside_field(text, at)) all.push_back(at);
  }
  if (all.empty()) return false;
  split(session, *i, tools.chance.of(all));
  return true;
}

bool merge_sends(Session& session, Tools& tools) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i + 1 < session.size(); ++i) {
    const Action &a = session[i], &b = session[i + 1];
    const bool sends = a.kind == Action::Kind::send || a.kind == Action::Kind::octets;
    if (sends && a.kind == b.kind && a.actor == b.actor) all.push_back(i);
  }
  if (all.empty()) return false;
  const std::size_t i = tools.chance.of(all);
  session[i].text += session[i + 1].text;
  session.erase(session.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  return true;
}

constexpr Mutation mutations[] = {
    {"cut-once", cut_once},
    {"bytewise", bytewise},
    {"uncut", uncut},
    {"split-anywhere", split_anywhere},
    {"split-in-markup", split_in_markup},
    {"merge-sends", merge_sends},
};

}  // namespace

std::span<const Mutation> segment_mutations() { return mutations; }

}  // namespace jcp::fuzz
