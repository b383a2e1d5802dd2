// Usage as text: what a transcript says is what the judge was told.

#include "usage.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

const std::string text =
    "memory 10240 KiB, descriptors 12, threads 4, processor 350 ms, waited 7 ms";

Usage some() {
  Usage usage;
  usage.cpu_ticks = 35;
  usage.waited_ms = 7;
  usage.rss_bytes = 10'485'760;
  usage.descriptors = 12;
  usage.threads = 4;
  return usage;
}

TEST(Usage, IsNamedByWhatIsUsed) {
  EXPECT_EQ(used(some(), "memory"), 10'485'760U);
  EXPECT_EQ(used(some(), "descriptors"), 12U);
  EXPECT_EQ(used(some(), "threads"), 4U);
  EXPECT_EQ(ran_ms(some()), 350U);
  EXPECT_EQ(wanted_ms(some()), 357U);
}

TEST(Usage, ComesBackFromItsText) {
  EXPECT_EQ(to_text(some()), text);
  const std::optional<Usage> again = usage_from(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(to_text(again), text);
}

TEST(Usage, ThatWasNotSeenIsNothing) {
  EXPECT_EQ(to_text(std::nullopt), "nothing");
  for (const char* none : {"nothing", "", "memory", "memory -1 KiB", "memory 1 KiB, descriptors x"})
    EXPECT_FALSE(usage_from(none)) << none;
}

}  // namespace
}  // namespace jcp
