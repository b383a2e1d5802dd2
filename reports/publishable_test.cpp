// What is published says which rule is broken, and not how.

#include "publishable.hpp"

#include <gmock/gmock.h>

#include "report_test.hpp"

namespace jcp {
namespace {

RunResult published() { return publishable(test::one_of_each(), test::small_suite()); }

const ScenarioResult& named(const RunResult& run, const std::string& end) {
  const auto at = std::ranges::find_if(
      run.results, [&](const ScenarioResult& result) { return result.key().ends_with(end); });
  EXPECT_NE(at, run.results.end());
  return *at;
}

TEST(Publishable, VerdictsAndProofsStay) {
  const RunResult before = test::one_of_each(), after = published();
  ASSERT_EQ(after.results.size(), before.results.size());
  for (std::size_t i = 0; i < after.results.size(); ++i) {
    EXPECT_EQ(after.results[i].key(), before.results[i].key());
    EXPECT_EQ(after.results[i].verdict, before.results[i].verdict);
    EXPECT_EQ(after.results[i].proofs.size(), before.results[i].proofs.size());
  }
  EXPECT_EQ(after.exit_code, before.exit_code);
}

TEST(Publishable, DialoguesOfDepartures) {
  EXPECT_FALSE(named(published(), "#short").transcript.entries().empty());
}

TEST(Publishable, NothingOfHowATargetDies) {
  RunResult run = test::one_of_each();
  for (ScenarioResult& result : run.results) {
    result.transcript.add(0, "component", TranscriptEvent::sent, "<deadly/>");
  }
  run = publishable(run, test::small_suite());
  for (const char* name : {"crashes", "hangs", "passes"}) {
    const ScenarioResult& result = named(run, name);
    EXPECT_TRUE(result.transcript.entries().empty()) << name;
    EXPECT_TRUE(result.transcript.cut()) << name;  // not judgeable again
  }
  EXPECT_EQ(named(run, "crashes").reason, "the dialogue is not published");
  EXPECT_EQ(run.incidents[0].stderr_tail, "");
}

}  // namespace
}  // namespace jcp
