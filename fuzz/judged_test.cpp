// The input of interpreter_fuzz: both ways, and from bytes that nobody wrote.

#include "judged.hpp"

#include <gtest/gtest.h>

namespace jcp::fuzz {
namespace {

using Kind = Happening::Kind;

TEST(Judged, ComesBackAsItWas) {
  const Judged judged{0x12345678,
                      {{Kind::connected, 0, 10, ""},
                       {Kind::bytes, 30, 0xFFFF, "<a>\xFF\xFF\x00</a>"},
                       {Kind::bytes, 1, 255, "\xFF"},
                       {Kind::fin, 2, 0, ""},
                       {Kind::rst, 3, 1, ""}}};
  const Judged again = decode_judged(encode(judged));
  EXPECT_EQ(again.program, judged.program);
  EXPECT_EQ(again.happenings, judged.happenings);
}

TEST(Judged, AnyBytesDecode) {
  EXPECT_TRUE(decode_judged("").happenings.empty());
  EXPECT_EQ(decode_judged("abcd").program, 0x61626364U);
  EXPECT_TRUE(decode_judged("abcd and what nobody reads").happenings.empty());
  const auto half = decode_judged("abcd\xFF").happenings;
  ASSERT_EQ(half.size(), 1U);
  EXPECT_EQ(half[0].kind, Kind::bytes);
  EXPECT_EQ(decode_judged("abcd\xFF\xFE").happenings.at(0).session, most_session);
}

}  // namespace
}  // namespace jcp::fuzz
