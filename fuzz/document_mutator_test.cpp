// Documents over hundreds of mutations, from a stream as it is played by the book: they repeat
// themselves, keep their bounds, and most of what the mutator makes is still XML.

#include "document_mutator.hpp"

#include <gtest/gtest.h>

#include "cut_plan.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {
namespace {

const std::string stream =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' to='a.mcfly.fam'>"
    "<handshake>0123456789012345678901234567890123456789</handshake>"
    "<message from='doc@a.mcfly.fam' to='b.mcfly.fam' id='1'><body>a b</body></message>"
    "<presence from='a.mcfly.fam' to='b.mcfly.fam'/>";
const std::string input = with_cuts(stream, "\x07\x40");

bool well_formed(std::string_view document) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  parser.feed(document, events);
  return events.size() > 1 && !std::holds_alternative<Violation>(events.back().body);
}

TEST(CutPlan, GivesBackWhatWasWritten) {
  const CutPlan plan(input);
  EXPECT_EQ(plan.document(), stream);
  EXPECT_EQ(plan.lengths(), "\x07\x40");
  const std::string whole = with_cuts(stream, "");
  EXPECT_EQ(CutPlan(whole).document(), stream);
  EXPECT_FALSE(CutPlan(whole).cuts());
}

TEST(DocumentMutator, RepeatsItself) {
  bool different = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::string once = mutate_document(input, 4'096, seed);
    ASSERT_EQ(once, mutate_document(input, 4'096, seed));
    different = different || once != mutate_document(input, 4'096, seed + 1);
    ASSERT_EQ(cross_documents(input, once, 4'096, seed), cross_documents(input, once, 4'096, seed));
  }
  EXPECT_TRUE(different);
}

TEST(DocumentMutator, KeepsItsBounds) {
  const auto reversed = [](std::string_view text, std::size_t most) {
    return std::string(text.rbegin(), text.rend()).substr(0, most);
  };
  for (const std::size_t most : {0, 1, 2, 20, 400}) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      ASSERT_LE(mutate_document(input, most, seed, reversed).size(), most);
      ASSERT_LE(mutate_document("", most, seed, reversed).size(), most);
      ASSERT_LE(cross_documents(input, input, most, seed).size(), most);
    }
  }
}

TEST(DocumentMutator, ChangesDocumentsAndCuts) {
  int documents = 0, cuts = 0, whole = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const std::string mutated = mutate_document(input, 4'096, seed);
    const CutPlan plan(mutated);
    documents += plan.document() != stream ? 1 : 0;
    cuts += plan.lengths() != "\x07\x40" ? 1 : 0;
    whole += well_formed(plan.document()) ? 1 : 0;
  }
  EXPECT_GT(documents, 250);
  EXPECT_GT(cuts, 50);
  EXPECT_GT(whole, 200);  // half of them
}

TEST(DocumentMutator, LeavesOctetsToTheEngine) {
  const auto engine = [](std::string_view, std::size_t) { return std::string("octets"); };
  int octets = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    octets += mutate_document(input, 4'096, seed, engine) == "octets" ? 1 : 0;
  }
  EXPECT_GT(octets, 50);
  EXPECT_LT(octets, 200);
}

TEST(DocumentMutator, FillsTheFields) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    ASSERT_EQ(mutate_document(input, 4'096, seed).find("${us}"), std::string::npos);
  }
}

}  // namespace
}  // namespace jcp::fuzz
