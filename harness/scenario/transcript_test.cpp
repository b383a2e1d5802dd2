// Everything that happened is kept in order; of a flood the beginning and a tail.

#include "transcript.hpp"

#include <gtest/gtest.h>

#include "harness/xmpp/limits.hpp"

namespace jcp {
namespace {

std::size_t kept(const Transcript& transcript, std::string_view actor) {
  std::size_t bytes = 0;
  for (const TranscriptEntry& entry : transcript.entries()) {
    if (entry.actor == actor) bytes += entry.bytes.size();
  }
  return bytes;
}

TEST(Transcript, KeepsEventsInOrder) {
  Transcript transcript;
  transcript.add(1, "a", TranscriptEvent::connected);
  transcript.add(2, "b", TranscriptEvent::sent, std::string_view("x\0y", 3));
  transcript.add(2, "a", TranscriptEvent::fin);
  ASSERT_EQ(transcript.entries().size(), 3u);
  EXPECT_EQ(transcript.entries()[1].t_us, 2);
  EXPECT_EQ(transcript.entries()[1].actor, "b");
  EXPECT_EQ(transcript.entries()[1].bytes, std::string("x\0y", 3));
  EXPECT_FALSE(transcript.cut());
}

TEST(Transcript, IsBoundedForEachActor) {
  Transcript transcript;
  const std::string piece(4'000, 'x');
  for (int i = 0; i < 1'000; ++i) transcript.add(i, "loud", TranscriptEvent::received, piece);
  EXPECT_TRUE(transcript.cut());
  EXPECT_GE(kept(transcript, "loud"), limits::transcript_head_bytes);
  EXPECT_LE(kept(transcript, "loud"),
            limits::transcript_head_bytes + limits::transcript_tail_bytes);
  EXPECT_LT(transcript.entries().size(), 100u);
  transcript.add(1'000, "quiet", TranscriptEvent::received, piece);
  EXPECT_EQ(kept(transcript, "quiet"), 4'000u);
}

TEST(Transcript, KeepsEventsWithoutBytesAfterTheCut) {
  Transcript transcript;
  transcript.add(1, "a", TranscriptEvent::received, std::string(200'000, 'x'));
  transcript.add(2, "a", TranscriptEvent::fin);
  EXPECT_TRUE(transcript.cut());
  EXPECT_EQ(transcript.entries().back().event, TranscriptEvent::fin);
}

TEST(Transcript, KeepsTheEndOfAPieceThatIsTooLarge) {
  Transcript transcript;
  transcript.add(1, "a", TranscriptEvent::received, "<" + std::string(200'000, 'x') + ">");
  const std::string& text = transcript.entries()[0].bytes;
  EXPECT_EQ(text.front(), '<');
  EXPECT_EQ(text.back(), '>');
  EXPECT_LE(text.size(), limits::transcript_head_bytes + limits::transcript_tail_bytes);
}

TEST(Transcript, FitsExactly) {
  Transcript transcript;
  transcript.add(1, "a", TranscriptEvent::sent, std::string(limits::transcript_head_bytes, 'x'));
  EXPECT_FALSE(transcript.cut());
  transcript.add(1, "a", TranscriptEvent::sent, "y");
  EXPECT_TRUE(transcript.cut());
  EXPECT_EQ(transcript.entries().back().bytes, "y");  // in the tail
}

TEST(TranscriptEvents, HaveTheNamesOfTheResultFile) {
  std::string names;
  for (int i = 0; i <= static_cast<int>(TranscriptEvent::note); ++i) {
    names += std::string(to_string(static_cast<TranscriptEvent>(i))) + " ";
  }
  EXPECT_EQ(names,
            "connected accepted sent received fin rst deadline process_exit signal sampled note ");
}

}  // namespace
}  // namespace jcp
