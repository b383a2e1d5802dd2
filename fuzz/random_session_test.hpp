#pragma once
// For tests: any session within the bounds, texts made of what is hard to write down.

#include "fuzz/chance.hpp"
#include "fuzz/session.hpp"

namespace jcp::fuzz::testing {

inline std::string random_text(Chance& chance) {
  static constexpr std::string_view hard[] = {"$",
                                              "$$",
                                              "${",
                                              "}",
                                              "${case.x}",
                                              "${other.secret}",
                                              "${sid}",
                                              "${header}",
                                              "${digest:wrong-secret}",
                                              "${digest:upper}",
                                              "${hex:41}",
                                              "${pad}",
                                              "${raw:sid}",
                                              "<a b='\"'/>",
                                              "\xE2\x82\xAC",
                                              "\xF0\x9F\x98\x80",
                                              "\xE2\x82",
                                              "\xC0\xBC",
                                              "\xED\xA0\x80",
                                              "\xF4\x90\x80\x80",
                                              "\r\n",
                                              "\t",
                                              "\x7f",
                                              "\\u0000",
                                              "\x01",
                                              "\xEF\xBF\xBF"};
  std::string text;
  for (std::size_t pieces = chance.below(6); pieces > 0; --pieces) {
    if (chance.one_in(4)) {
      text += static_cast<char>(chance.below(256));
    } else {
      text += chance.of(hard);
    }
  }
  return text;
}

inline Action random_action(Chance& chance) {
  Action action{.kind = static_cast<Action::Kind>(chance.below(9)),
                .actor = static_cast<std::uint8_t>(chance.below(session_actors))};
  if (action.kind == Action::Kind::send || action.kind == Action::Kind::octets) {
    const std::uint32_t cuts[] = {cut::none, 1, 127, 128, 16'384, last_cut, cut::bytewise};
    action.number = chance.of(cuts);
    action.text = random_text(chance);
  }
  if (action.kind == Action::Kind::await) {
    action.number = static_cast<std::uint32_t>(chance.below(awaited_count));
  }
  if (action.kind == Action::Kind::advance) {
    action.number = static_cast<std::uint32_t>(chance.below(400));
  }
  return action;
}

inline Session random_session(Chance& chance) {
  Session session;
  const std::size_t most = chance.one_in(20) ? session_actions + 1 : 8;
  for (std::size_t n = chance.below(most); n > 0; --n) session.push_back(random_action(chance));
  return session;
}

}  // namespace jcp::fuzz::testing
