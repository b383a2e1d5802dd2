// Addresses: RFC 7622 section 3 and its examples, as far as they need no PRECIS tables.

#include "jid.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

TEST(Jid, is_cut_at_the_first_slash_and_the_first_at) {
  const auto jid = Jid::parse("juliet@example.com/foo@bar/baz");
  ASSERT_TRUE(jid);
  EXPECT_EQ(jid->local(), "juliet");
  EXPECT_EQ(jid->domain(), "example.com");
  EXPECT_EQ(jid->resource(), "foo@bar/baz");
  EXPECT_EQ(jid->bare(), "juliet@example.com");
  EXPECT_EQ(jid->full(), "juliet@example.com/foo@bar/baz");
}

TEST(Jid, parts_are_optional_except_the_domain) {
  EXPECT_EQ(Jid::parse("example.com")->full(), "example.com");
  EXPECT_EQ(Jid::parse("example.com/a")->full(), "example.com/a");
  EXPECT_EQ(Jid::parse("a@example.com")->full(), "a@example.com");
  EXPECT_EQ(Jid::parse("example.com")->local(), "");
  EXPECT_EQ(Jid::parse("example.com")->resource(), "");
}

TEST(Jid, lawful_ones) {
  // RFC 7622 3.5, table 1, and addresses of components.
  for (const char* text :
       {"juliet@example.com", "juliet@example.com/foo", "juliet@example.com/foo bar",
        "juliet@example.com/foo@bar", "foo\\20bar@example.com", "fussball@example.com",
        "fu\xC3\x9F"
        "ball@example.com",
        "\xCF\x80@example.com", "king@example.com/\xE2\x99\x9A", "example.com",
        "example.com/foobar", "a.example.com/b@example.net", "[::1]", "127.0.0.1", "localhost",
        "a_b.example", "\xF0\x9F\x98\x80@example.com"}) {
    const auto jid = Jid::parse(text);
    ASSERT_TRUE(jid) << text;
    EXPECT_EQ(jid->full(), text);
  }
}

TEST(Jid, unlawful_ones) {
  // RFC 7622 3.5, table 2, and bytes that are no text.
  for (const char* text : {"",
                           "\"juliet\"@example.com",
                           "foo bar@example.com",
                           "@example.com",
                           "@example.com/foo",
                           "juliet@",
                           "juliet@example.com/",
                           "/foobar",
                           "/",
                           "@",
                           "a@b@c",
                           "a@/b",
                           ".",
                           "a@.",
                           "a:b@example.com",
                           "a<b@example.com",
                           "a>b@example.com",
                           "a&b@example.com",
                           "a'b@example.com",
                           "exa mple.com",
                           "exam'ple",
                           "a\tb@example.com",
                           "example.com\n",
                           "example.com/a\x7F",
                           "example.com/\xC2\x80",
                           "example.com/\xFF",
                           "\xC0\x80@example.com",
                           "\xED\xA0\x80@example.com",
                           "\xE2\x82@example.com",
                           "\xF4\x90\x80\x80.example",
                           "\xE0\x80\x80.example",
                           "\xF0\x80\x80\x80.example"}) {
    EXPECT_FALSE(Jid::parse(text)) << text;
  }
  EXPECT_FALSE(Jid::parse(std::string_view("a\0b", 3)));
}

TEST(Jid, folds_ascii_letters_of_localpart_and_domain) {
  EXPECT_EQ(Jid::parse("Juliet@Example.COM/Foo")->full(), "juliet@example.com/Foo");
  EXPECT_EQ(*Jid::parse("JULIET@example.com"), *Jid::parse("juliet@EXAMPLE.com"));
  EXPECT_NE(*Jid::parse("example.com/A"), *Jid::parse("example.com/a"));
}

TEST(Jid, drops_one_trailing_dot_of_the_domain) {
  EXPECT_EQ(Jid::parse("example.com./a")->full(), "example.com/a");
  // Else an address would be printed as another one.
  EXPECT_FALSE(Jid::parse("example.com.."));
  EXPECT_FALSE(Jid::parse("a@b../c"));
}

TEST(Jid, parts_have_at_most_1023_octets) {
  const std::string fits(1023, 'a'), exceeds(1024, 'a');
  EXPECT_TRUE(Jid::parse(fits + "@" + fits + "/" + fits));
  EXPECT_TRUE(Jid::parse(fits + "."));
  EXPECT_FALSE(Jid::parse(exceeds + "@b/c"));
  EXPECT_FALSE(Jid::parse("a@" + exceeds + "/c"));
  EXPECT_FALSE(Jid::parse("a@b/" + exceeds));
}

TEST(Jid, printing_and_parsing_is_a_fixpoint) {
  for (const char* text : {"A@B.C./d", "x@y", "x/ ", "a.", "x/@//"}) {
    const auto jid = Jid::parse(text);
    ASSERT_TRUE(jid) << text;
    EXPECT_EQ(Jid::parse(Jid::parse(jid->full())->full()), Jid::parse(jid->full())) << text;
  }
}

}  // namespace
}  // namespace jcp
