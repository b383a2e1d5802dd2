// A scenario for both sides plants quirks of either in one list: a name has to say which.

#include <gtest/gtest.h>

#include "mock-component/quirks.hpp"
#include "mock-server/quirks.hpp"

namespace jcp::mock {
namespace {

TEST(QuirkNames, NoneIsOnBothSides) {
  for (const QuirkEntry& entry : component_quirk_entries()) {
    EXPECT_FALSE(find_quirk(entry.name)) << entry.name;
  }
}

TEST(QuirkNames, EachIsThereOnce) {
  for (const QuirkEntry& entry : component_quirk_entries()) {
    EXPECT_EQ(entry_of(*find_component_quirk(entry.name)).what, entry.what);
  }
}

}  // namespace
}  // namespace jcp::mock
