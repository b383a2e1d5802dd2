// The codec of sessions: both directions are looked at from random sessions, and from bytes that
// are random, cut short or written in a second way.

#include "session.hpp"

#include <gtest/gtest.h>

#include "random_session_test.hpp"

namespace jcp::fuzz {
namespace {

using Kind = Action::Kind;

Session octets(std::string text) {
  return {{.kind = Kind::connect}, {.kind = Kind::octets, .text = std::move(text)}};
}

std::string bytes(std::initializer_list<int> octets) {
  std::string out;
  for (const int octet : octets) out += static_cast<char>(octet);
  return out;
}

TEST(SessionCodec, GivesBackEverySession) {
  Chance chance(1);
  for (int i = 0; i < 20'000; ++i) {
    const Session session = testing::random_session(chance);
    ASSERT_TRUE(within_bounds(session));
    ASSERT_EQ(decode(encode(session)), session);
  }
}

TEST(SessionCodec, GivesBackWhateverDecodes) {
  Chance chance(2);
  int sessions = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string input = "\x01";
    for (std::size_t n = chance.below(12); n > 0; --n) {
      input += static_cast<char>(chance.below(chance.one_in(2) ? 10 : 256));
    }
    if (const auto session = decode_strictly(input)) {
      ++sessions;
      ASSERT_EQ(encode(*session), input);
    } else {
      ASSERT_EQ(decode(input), octets(input));
    }
  }
  EXPECT_GT(sessions, 10'000);
}

TEST(SessionCodec, BytesWithoutTheMarkAreSentAsTheyAre) {
  EXPECT_EQ(decode("<stream:stream>"), octets("<stream:stream>"));
  EXPECT_EQ(decode(""), octets(""));
  EXPECT_EQ(decode(std::string(session_bytes + 9, 'a')), octets(std::string(session_bytes, 'a')));
}

TEST(SessionCodec, WhatIsCutShortIsNoSession) {
  const Session session = {{.kind = Kind::connect},
                           {.kind = Kind::send, .number = 300, .text = std::string(200, 'a')},
                           {.kind = Kind::advance, .number = 60'000}};
  const std::string whole = encode(session);
  const std::size_t first = 2, second = first + 5 + 200;  // after these actions it is one again
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const auto cut = decode_strictly(whole.substr(0, size));
    EXPECT_EQ(cut.has_value(), size == 1 || size == first || size == second) << size;
  }
}

TEST(SessionCodec, ThereIsOneWayToWriteANumber) {
  const int advance = 8, send = 2;
  EXPECT_TRUE(decode_strictly(bytes({1, advance, 5})));
  EXPECT_FALSE(decode_strictly(bytes({1, advance, 0x85, 0})));
  EXPECT_FALSE(decode_strictly(bytes({1, advance, 0x80, 0x80, 0})));
  EXPECT_TRUE(decode_strictly(bytes({1, send, 0xff, 0xff, 0xff, 0xff, 0x0f, 0})));
  EXPECT_FALSE(decode_strictly(bytes({1, send, 0xff, 0xff, 0xff, 0xff, 0x1f, 0})));
  EXPECT_FALSE(decode_strictly(bytes({1, send, 0xff, 0xff, 0xff, 0xff, 0x8f, 0, 0})));
}

TEST(SessionCodec, WhatIsBeyondTheBoundsIsNoSession) {
  const auto refused = [](const Session& session) {
    return !within_bounds(session) && !decode_strictly(encode(session));
  };
  EXPECT_TRUE(refused(Session(session_actions + 1, {.kind = Kind::fin})));
  EXPECT_FALSE(refused(Session(session_actions, {.kind = Kind::fin})));
  EXPECT_TRUE(refused({{.kind = Kind::fin, .actor = session_actors}}));
  EXPECT_TRUE(refused({{.kind = static_cast<Kind>(9)}}));
  EXPECT_TRUE(refused({{.kind = Kind::await, .number = awaited_count}}));
  EXPECT_TRUE(refused({{.kind = Kind::advance, .number = longest_advance_ms + 1}}));
  EXPECT_TRUE(refused(Session(2, {.kind = Kind::advance, .number = longest_advance_ms / 2 + 1})));
  EXPECT_TRUE(refused({{.kind = Kind::send, .number = last_cut + 1}}));
  EXPECT_FALSE(refused({{.kind = Kind::send, .number = last_cut}}));
  const Action half{.kind = Kind::send, .text = std::string(session_bytes / 2, 'a')};
  EXPECT_FALSE(refused({half, half}));
  EXPECT_TRUE(refused({half, half, {.kind = Kind::octets, .text = "a"}}));
}

TEST(SessionFields, AreFoundWhereATextBeginsWithThem) {
  EXPECT_EQ(field_at("${sid}<a/>"), "sid");
  EXPECT_EQ(field_at("${digest:truncated}"), "digest:truncated");
  for (const std::string_view none : {"", "${", "${}", "${sid", "${sid:x}", "$sid}", "a${sid}"}) {
    EXPECT_EQ(field_at(none), "") << none;
  }
}

}  // namespace
}  // namespace jcp::fuzz
