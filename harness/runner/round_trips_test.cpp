// The adaptive deadline: 20 times the 95th percentile of the last 64 round trips, bounded.

#include "round_trips.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

TEST(RoundTrips, HaveAFirstGuess) {
  const RoundTrips none;
  EXPECT_EQ(none.median(), 1'000);
  EXPECT_EQ(none.deadline(), 150'000);
}

TEST(RoundTrips, OfFewTheSlowestCounts) {
  RoundTrips two;
  two.add(1'000);
  two.add(50'000);
  EXPECT_EQ(two.deadline(), 1'000'000);
  EXPECT_EQ(two.median(), 1'000);
}

TEST(RoundTrips, OneOutlierInTwentyDoesNotCount) {
  RoundTrips many;
  for (int i = 1; i <= 19; ++i) many.add(10'000 + i);
  many.add(1'000'000);
  EXPECT_EQ(many.deadline(), 20 * 10'019);
  many.add(1'000'000);
  many.add(1'000'000);
  EXPECT_EQ(many.deadline(), 2'000'000);
}

TEST(RoundTrips, AreClampedToFloorAndCeiling) {
  RoundTrips fast, slow;
  fast.add(10);
  slow.add(10'000'000);
  EXPECT_EQ(fast.deadline(), 150'000);
  EXPECT_EQ(slow.deadline(), 2'000'000);
}

TEST(RoundTrips, OldOnesAreForgotten) {
  RoundTrips trips;
  for (int i = 0; i < 64; ++i) trips.add(90'000);
  for (int i = 0; i < 63; ++i) trips.add(10'000);
  EXPECT_EQ(trips.median(), 10'000);
  EXPECT_EQ(trips.deadline(), 200'000);
  RoundTrips recent;
  for (int i = 0; i < 64; ++i) recent.add(90'000);
  EXPECT_EQ(recent.deadline(), 1'800'000);
}

}  // namespace
}  // namespace jcp
