#include "source_line.hpp"

#include <gtest/gtest.h>

#include "report_test.hpp"

namespace jcp {
namespace {

TEST(SourceLine, OfAnyValue) {
  const std::string text = R"({
  "a/b": { "x": "\n" },
  "steps": [
    { "connect": {} }, { "send": "{[" },
    [ 1,
      { "deep": [] } ],
    { "expect": 1 }
  ]
})";
  EXPECT_EQ(line_of(text, ""), 1);
  EXPECT_EQ(line_of(text, "/a~1b"), 2);
  EXPECT_EQ(line_of(text, "/steps"), 3);
  EXPECT_EQ(line_of(text, "/steps/0"), 4);
  EXPECT_EQ(line_of(text, "/steps/1"), 4);
  EXPECT_EQ(line_of(text, "/steps/2/1/deep"), 6);
  EXPECT_EQ(line_of(text, "/steps/3"), 7);
}

TEST(SourceLine, TheFirstOneWhenThereIsNone) {
  EXPECT_EQ(line_of("{\n\"a\": [\n1 ]}", "/a/7"), 1);
  EXPECT_EQ(line_of("not\njson", "/a"), 1);
  EXPECT_EQ(line_of("", "/a"), 1);
}

// Each step of each scenario begins with its brace.
TEST(SourceLine, OfEveryStepThatWeShip) {
  const Suite suite(embedded_scenarios(), true);
  int count = 0;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& c : scenario.cases) {
      for (const auto& [role, program] : c.programs) {
        for (const Proof& proof : program.proofs) {
          const std::string& step = program.steps[static_cast<std::size_t>(proof.step)];
          EXPECT_GT(line_of(scenario.source, step), 1) << scenario.id << step;
          ++count;
        }
      }
    }
  }
  EXPECT_GT(count, 500);
}

}  // namespace
}  // namespace jcp
