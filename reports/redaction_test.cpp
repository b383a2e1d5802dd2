#include "redaction.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

using Event = TranscriptEvent;

std::string all_of(const std::vector<TranscriptEntry>& entries) {
  std::string text;
  for (const TranscriptEntry& entry : entries) text += entry.bytes + "|";
  return text;
}

TEST(Redaction, NothingIsHiddenByDefault) {
  const std::string text = "<handshake>8ede38f2</handshake>";
  EXPECT_EQ(Redaction().apply(text), text);
}

TEST(Redaction, SecretsInEveryFormInWhichTheyAreWritten) {
  const Redaction redaction({"a&b <c> 'd'"}, false);
  EXPECT_EQ(redaction.apply("a&b <c> 'd' a&amp;b &lt;c&gt; 'd' a&amp;b &lt;c&gt; &apos;d&apos;"),
            "[secret] [secret] [secret]");
}

TEST(Redaction, TheLongerOfTwoSecretsGoesFirst) {
  EXPECT_EQ(Redaction({"88mph", "88mph-alpha"}, false).apply("88mph-alpha 88mph-beta"),
            "[secret] [secret]-beta");
}

TEST(Redaction, ATrivialSecretWouldBlackenEverything) {
  EXPECT_EQ(Redaction({"a", ""}, false).apply("banana"), "banana");
}

TEST(Redaction, DigestsInAnyHandshake) {
  const Redaction redaction({}, true);
  EXPECT_EQ(
      redaction.apply("<handshake>8ede</handshake><x:handshake xmlns:x='y' >8E</x:handshake>"),
      "<handshake>[digest]</handshake><x:handshake xmlns:x='y' >[digest]</x:handshake>");
  EXPECT_EQ(redaction.apply("<handshake/><handshake></handshake><handshakes>a</handshakes>"),
            "<handshake/><handshake></handshake><handshakes>a</handshakes>");
  EXPECT_EQ(redaction.apply("<handshake>8ed"), "<handshake>[digest]");  // it broke off
  EXPECT_EQ(redaction.apply("<handshake"), "<handshake");
}

TEST(Redaction, ADigestThatIsSentByteByByteIsOne) {
  std::vector<TranscriptEntry> entries;
  for (const char c : std::string("<handshake>8ede</handshake>")) {
    entries.push_back({0, "component", Event::sent, std::string(1, c)});
    entries.push_back({0, "other", Event::received, "x"});
  }
  const auto redacted = Redaction({}, true).apply(entries);
  ASSERT_EQ(redacted.size(), entries.size());
  std::string sent;
  for (const TranscriptEntry& entry : redacted) {
    if (entry.actor == "component") sent += entry.bytes;
  }
  EXPECT_EQ(sent, "<handshake>[digest]</handshake>");
}

TEST(Redaction, ASecretAcrossTwoReadsIsFound) {
  const std::vector<TranscriptEntry> entries = {{0, "component", Event::received, "my flux-cap"},
                                                {1, "component", Event::received, "acitor is on"}};
  EXPECT_EQ(all_of(Redaction({"flux-capacitor"}, false).apply(entries)), "my [secret]| is on|");
}

TEST(Redaction, NotesAreTextOfTheirOwn) {
  const std::vector<TranscriptEntry> entries = {{0, "component", Event::note, "digest of 88mph"}};
  EXPECT_EQ(all_of(Redaction({"88mph"}, true).apply(entries)), "digest of [secret]|");
}

}  // namespace
}  // namespace jcp
