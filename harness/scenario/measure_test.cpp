// Statistics with figures that can be checked by hand.

#include "measure.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

TEST(AllDifferent, IsBrokenByOneRepetition) {
  EXPECT_TRUE(all_different({}));
  EXPECT_TRUE(all_different({"a", "b", ""}));
  EXPECT_FALSE(all_different({"a", "b", "a"}));
}

TEST(EntropyBits, SumsUpThePositions) {
  EXPECT_EQ(entropy_bits({}), 0);
  EXPECT_EQ(entropy_bits({"abc"}), 0);
  EXPECT_DOUBLE_EQ(entropy_bits({"aa", "aa"}), 0);
  EXPECT_DOUBLE_EQ(entropy_bits({"aa", "ba"}), 1);
  EXPECT_DOUBLE_EQ(entropy_bits({"aa", "bb", "cc", "dd"}), 4);
  EXPECT_DOUBLE_EQ(entropy_bits({"7", "17", "27", "37"}), 2);  // positions count from the end
  EXPECT_DOUBLE_EQ(entropy_bits({"\xFF", std::string(1, '\0')}), 1);
  EXPECT_DOUBLE_EQ(entropy_bits({"a", ""}), 1);
}

TEST(Monotonic, GoesUpOrDownByLengthAndOctets) {
  EXPECT_TRUE(monotonic({"8", "9", "10"}));
  EXPECT_TRUE(monotonic({"c", "b", "a"}));
  EXPECT_FALSE(monotonic({"a", "c", "b"}));
  EXPECT_FALSE(monotonic({"a", "a", "b"}));
  EXPECT_FALSE(monotonic({"a", "b"}));  // two say nothing
}

TEST(ASecond, IsTheRateFromTheFirstToTheLast) {
  EXPECT_EQ(a_second({}), 0);
  EXPECT_EQ(a_second({0, 1}), 0);
  EXPECT_DOUBLE_EQ(a_second({5'000'000, 6'000'000, 7'000'000}), 1);
  EXPECT_DOUBLE_EQ(a_second({0, 1'000, 2'000, 3'000}), 1'000);
  EXPECT_DOUBLE_EQ(a_second({0, 0, 0}), 2e6);
}

TEST(Growth, IsShownByEveryRoundButTheFirst) {
  EXPECT_TRUE(grows_steadily({10, 100, 120, 140}, 20));
  EXPECT_TRUE(grows_steadily({100, 90, 120, 140}, 20));
  EXPECT_FALSE(grows_steadily({10, 100, 120, 139}, 20));
  EXPECT_FALSE(grows_steadily({10, 100, 100, 100}, 1));
  EXPECT_FALSE(grows_steadily({10, 100, 120}, 20));  // too few
}

}  // namespace
}  // namespace jcp
