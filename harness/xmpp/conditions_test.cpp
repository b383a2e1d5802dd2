// The lists are complete and in order: a slip here would accuse targets.

#include "conditions.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace jcp {
namespace {

template <typename Names>
bool ascending(const Names& names) {
  return std::ranges::adjacent_find(names, std::greater_equal<>()) == names.end();
}

// RFC 6120 lists them in alphabetical order; a name left out would leave an empty one.
TEST(Conditions, lists_are_ordered_without_repetition_and_full) {
  EXPECT_TRUE(ascending(stream_conditions));
  EXPECT_TRUE(ascending(stanza_conditions));
  EXPECT_FALSE(is_stream_condition(""));
  EXPECT_FALSE(is_stanza_condition(""));
}

TEST(Conditions, are_told_apart) {
  EXPECT_TRUE(is_stream_condition("not-well-formed"));
  EXPECT_FALSE(is_stanza_condition("not-well-formed"));
  EXPECT_TRUE(is_stanza_condition("jid-malformed"));
  EXPECT_FALSE(is_stream_condition("jid-malformed"));
  EXPECT_FALSE(is_stanza_condition("payment-required"));
  EXPECT_FALSE(is_stream_condition("Not-Well-Formed"));
}

TEST(Conditions, former_ones_are_not_defined_ones) {
  for (const char* name : {"xml-not-well-formed", "invalid-id"}) {
    EXPECT_TRUE(is_former_stream_condition(name));
    EXPECT_FALSE(is_stream_condition(name));
  }
  EXPECT_FALSE(is_former_stream_condition("not-well-formed"));
}

TEST(Conditions, error_types) {
  for (const char* type : {"auth", "cancel", "continue", "modify", "wait"}) {
    EXPECT_TRUE(is_stanza_error_type(type));
  }
  EXPECT_FALSE(is_stanza_error_type("error"));
  EXPECT_FALSE(is_stanza_error_type(""));
}

}  // namespace
}  // namespace jcp
