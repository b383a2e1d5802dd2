// The handshake digest against values from elsewhere, and its parts.

#include "digest.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

// XEP-0114 section 3 prints no secret; these come from `printf ... | sha1sum`.
TEST(Digest, is_sha1_of_id_and_secret) {
  EXPECT_EQ(handshake_digest("3BF96D32", "test"), "aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e");
  EXPECT_EQ(handshake_digest("", ""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(handshake_digest("a&b", "\xE2\x82\xAC"), "b007c7d981027facb97e5189fc3bca2a642c5bca");
  EXPECT_EQ(handshake_digest("a", "bc"), handshake_digest("ab", "c"));
}

TEST(Digest, sha1_of_fips_180) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(sha1("").size(), 20U);
}

TEST(Digest, sha256_of_fips_180) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("").size(), 32U);
}

TEST(Digest, hex_is_lower_case) {
  EXPECT_EQ(hex(std::string_view("\x00\x0F\xA0\xFF", 4)), "000fa0ff");
  EXPECT_EQ(hex(""), "");
}

// RFC 4648 section 10.
TEST(Digest, base64_of_rfc_4648) {
  const std::pair<const char*, const char*> pairs[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"},
                                                       {"\xFB\xFF", "+/8="}};
  for (const auto& [octets, text] : pairs) {
    EXPECT_EQ(base64(octets), text);
    EXPECT_EQ(unbase64(text), octets);
  }
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(unbase64(base64(all)), all);
}

TEST(Digest, unbase64_refuses_what_is_not_base64) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v",
                           "Zm9-", "Z=9v", "Zg=v", "Zm9v=", "Zm\xFF="}) {
    EXPECT_FALSE(unbase64(text)) << text;
  }
  EXPECT_FALSE(unbase64(std::string_view("Zm9\0", 4)));
}

}  // namespace
}  // namespace jcp
