#include "utc.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

TEST(Utc, CountsFrom1970) {
  EXPECT_EQ(epoch_seconds("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(epoch_seconds("1955-11-12T22:04:00Z"), -446'090'160);
  EXPECT_EQ(epoch_seconds("2024-02-29T12:00:01Z"), 1'709'208'001);
  EXPECT_EQ(epoch_seconds("2026-11-26T00:00:00Z"), 1'795'651'200);
}

TEST(Utc, NothingElseIsAMoment) {
  for (const char* text :
       {"", "1955-11-12", "1955-11-12 22:04:00Z", "1955-11-12T22:04:00+", "2023-02-29T00:00:00Z",
        "1955-13-12T22:04:00Z", "1955-00-12T22:04:00Z", "1955-11-31T22:04:00Z",
        "1955-11-12T24:04:00Z", "19x5-11-12T22:04:00Z", "1955-11-12T22:04:00Z "}) {
    EXPECT_EQ(epoch_seconds(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace jcp
