#include "reductions.hpp"

#include <algorithm>
#include <map>

namespace jcp::fuzz {

namespace {

constexpr std::size_t most_pieces = 1024;
constexpr std::string_view cdata_begin = "<![CDATA[", cdata_end = "]]>", field_begin = "${";

bool writes(const Action& action) {
  return action.kind == Action::Kind::send || action.kind == Action::Kind::octets;
}

bool is_cut(const Action& action) {
  return action.number != cut::none && action.number != cut::bytewise;
}

// Calls `find(text, add)` for every text of the session; `add(first, second)` adds a part.
template <typename Find>
Parts parts_of_texts(const Session& session, Find find) {
  Parts parts;
  for (std::size_t i = 0; i < session.size(); ++i) {
    if (!writes(session[i])) continue;
    find(session[i].text, [&](Range first, Range second = {}) {
      parts.push_back({i, false, first, second});
    });
  }
  return parts;
}

// Sorted, overlaps joined.
std::vector<Range> joined(std::vector<Range> ranges) {
  std::ranges::sort(ranges, {}, &Range::begin);
  std::vector<Range> result;
  for (const Range range : ranges) {
    if (range.size() == 0) continue;
    if (!result.empty() && range.begin <= result.back().end) {
      result.back().end = std::max(result.back().end, range.end);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

void remove(Action& action, const std::vector<Range>& ranges, Cuts cuts) {
  const bool fields =
      action.kind == Action::Kind::send && action.text.find(field_begin) != std::string::npos;
  std::size_t before_cut = 0;
  std::string left;
  std::size_t at = 0;
  for (const Range range : ranges) {
    left.append(action.text, at, range.begin - at);
    at = range.end;
    const std::size_t reach = fields ? range.end : std::min<std::size_t>(range.end, action.number);
    if (!fields || cuts == Cuts::move) before_cut += reach > range.begin ? reach - range.begin : 0;
  }
  left.append(action.text, at);
  action.text = std::move(left);
  if (!is_cut(action)) return;
  const bool stays = action.number > before_cut;
  action.number = stays ? action.number - static_cast<std::uint32_t>(before_cut) : 1;
}

bool joins(const Action& a, const Action& b) {
  return writes(a) && a.kind == b.kind && a.actor == b.actor && a.number == cut::none &&
         b.number == cut::none;
}

std::string_view value_in(std::string_view attribute) {
  const std::size_t quote = attribute.find_first_of("'\"");
  if (quote == std::string_view::npos || attribute.size() < quote + 2) return {};
  return attribute.substr(quote + 1, attribute.size() - quote - 2);
}

void replace_quoted(std::string& text, const std::string& value) {
  for (const char* quote : {"'", "\""}) {
    const std::string from = quote + value + quote, to = std::string(quote) + "a" + quote;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
      at += to.size();
    }
  }
}

void add_common_values(const Session& session, std::vector<Rewriting>& all) {
  std::map<std::string_view, int> seen;
  for (const Part& part : attributes(session)) {
    const std::string_view text = session[part.action].text;
    ++seen[value_in(text.substr(part.first.begin, part.first.size()))];
  }
  for (const auto& [value, times] : seen) {
    const bool field = value.find(field_begin) != std::string_view::npos;
    if (times < 2 || value.size() < 2 || field) continue;
    all.push_back({Rewriting::Kind::common_value, 0, std::string(value)});
  }
}

}  // namespace

Parts whole_actions(const Session& session) {
  Parts parts(session.size());
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = {i, true, {}, {}};
  return parts;
}

Parts whole_elements(const Session& session) {
  return parts_of_texts(session, [](std::string_view text, auto add) {
    for (const ElementRange& element : elements_in(tokens_of(text))) add(element.whole());
  });
}

Parts attributes(const Session& session) {
  return parts_of_texts(session, [](std::string_view text, auto add) {
    for (const Token& part : tokens_of(text)) std::ranges::for_each(part.attributes, add);
  });
}

Parts wrappings(const Session& session) {
  return parts_of_texts(session, [](std::string_view text, auto add) {
    const std::vector<Token> tokens = tokens_of(text);
    for (const ElementRange& element : elements_in(tokens)) {
      if (element.end.size()) add(element.start, element.end);
    }
    for (const Token& part : tokens) {
      if (part.kind != Token::Kind::cdata) continue;
      add({part.range.begin, part.range.begin + cdata_begin.size()},
          {part.range.end - cdata_end.size(), part.range.end});
    }
  });
}

Parts contents(const Session& session) {
  return parts_of_texts(session, [](std::string_view text, auto add) {
    using Kind = Token::Kind;
    for (const Token& part : tokens_of(text)) {
      const bool tag =
          part.kind == Kind::start || part.kind == Kind::end || part.kind == Kind::empty;
      if (!tag) add(part.range);
    }
  });
}

Parts octets(const Session& session) {
  std::size_t total = 0;
  for (const Action& action : session) total += action.text.size();
  const std::size_t piece = (total + most_pieces - 1) / most_pieces;
  return parts_of_texts(session, [piece](std::string_view text, auto add) {
    for (std::size_t at = 0; at < text.size(); at += piece) {
      add({at, std::min(at + piece, text.size())});
    }
  });
}

Session without(const Session& session, std::span<const Part> parts, Cuts cuts) {
  std::vector<bool> dropped(session.size());
  std::map<std::size_t, std::vector<Range>> ranges;
  for (const Part& part : parts) {
    if (part.whole) {
      dropped[part.action] = true;
    } else {
      ranges[part.action].insert(ranges[part.action].end(), {part.first, part.second});
    }
  }
  Session result;
  for (std::size_t i = 0; i < session.size(); ++i) {
    if (dropped[i]) continue;
    result.push_back(session[i]);
    const auto found = ranges.find(i);
    if (found == ranges.end()) continue;
    remove(result.back(), joined(found->second), cuts);
    if (result.back().text.empty()) result.pop_back();
  }
  return result;
}

std::vector<Rewriting> rewritings(const Session& session) {
  using Kind = Rewriting::Kind;
  std::vector<Rewriting> all;
  for (std::size_t i = 0; i < session.size(); ++i) {
    const Action& action = session[i];
    if (writes(action) && action.number != cut::none) all.push_back({Kind::one_write, i, {}});
    if (action.kind == Action::Kind::advance && action.number > 1) {
      all.push_back({Kind::sooner, i, {}});
    }
    if (i + 1 == session.size() || !joins(action, session[i + 1])) continue;
    all.push_back({Kind::join, i, {}});
    all.push_back({Kind::join_cut, i, {}});
  }
  add_common_values(session, all);
  return all;
}

Session rewritten(const Session& session, const Rewriting& how) {
  using Kind = Rewriting::Kind;
  Session result = session;
  if (how.kind == Kind::common_value) {
    for (Action& action : result) replace_quoted(action.text, how.value);
    return result;
  }
  Action& action = result[how.action];
  if (how.kind == Kind::one_write) action.number = cut::none;
  if (how.kind == Kind::sooner) action.number /= 2;
  if (how.kind == Kind::join || how.kind == Kind::join_cut) {
    const auto next = result.begin() + static_cast<std::ptrdiff_t>(how.action) + 1;
    if (how.kind == Kind::join_cut) action.number = static_cast<std::uint32_t>(action.text.size());
    action.text += next->text;
    result.erase(next);
  }
  return result;
}

}  // namespace jcp::fuzz
