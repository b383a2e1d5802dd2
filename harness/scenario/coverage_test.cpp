#include "coverage.hpp"

#include <gmock/gmock.h>

namespace jcp {
namespace {

using State = CoverageRow::State;

constexpr const char* catalogue = R"({
  "families": [{"key": "OPEN", "title": "Opening"}],
  "requirements": [
    {"id": "S-1", "family": "OPEN", "level": "MUST", "side": "server", "source": "1", "sentence": "One."},
    {"id": "B-1", "family": "OPEN", "level": "MUST NOT", "side": "both", "source": "1", "sentence": "Two."},
    {"id": "B-2", "family": "OPEN", "level": "MAY", "side": "both", "source": "1", "sentence": "Three."},
    {"id": "B-3", "family": "OPEN", "level": "MUST", "side": "both", "source": "1", "sentence": "Five.",
     "left_out": {"kind": "untestable", "reason": "It cannot be provoked.", "side": "server"}},
    {"id": "C-1", "family": "OPEN", "level": "MUST", "side": "component", "source": "1", "sentence": "Four.",
     "left_out": {"kind": "untestable", "reason": "Nobody can see it."}}
  ]
})";

std::string scenario(const std::string& proves) {
  return R"({"title": "T", "rule": "R", "killed_by": {}, "steps": [{"establish": {}, "proves": [)" +
         proves + R"(]}]})";
}

std::string state_of(const std::vector<CoverageRow>& rows, const std::string& id,
                     const std::string& side) {
  for (const CoverageRow& row : rows) {
    if (row.requirement->id != id || row.side != side) continue;
    if (row.state == State::open) return "open";
    if (row.state == State::excused) return "excused";
    std::string text = "proven";
    for (const std::string& key : row.scenarios) text += " " + key;
    return text;
  }
  return "none";
}

TEST(Coverage, ASideIsCoveredByScenariosOfItsTree) {
  const Suite suite({{"requirements.json", catalogue},
                     {"server/doc/1/one.json", scenario(R"("S-1", "B-1")")},
                     {"both/doc/1/two.json", scenario(R"("B-2")")}},
                    true);
  const auto rows = coverage(suite);
  EXPECT_EQ(rows.size(), 8U);
  EXPECT_EQ(state_of(rows, "S-1", "server"), "proven server/doc/1/one");
  EXPECT_EQ(state_of(rows, "S-1", "component"), "none");
  EXPECT_EQ(state_of(rows, "B-1", "server"), "proven server/doc/1/one");
  EXPECT_EQ(state_of(rows, "B-1", "component"), "open");
  EXPECT_EQ(state_of(rows, "B-2", "server"), "proven both/doc/1/two");
  EXPECT_EQ(state_of(rows, "B-2", "component"), "proven both/doc/1/two");
  EXPECT_EQ(state_of(rows, "C-1", "component"), "excused");
  EXPECT_EQ(state_of(rows, "B-3", "server"), "excused");
  EXPECT_EQ(state_of(rows, "B-3", "component"), "open");
}

TEST(Coverage, MandatoryIsMustAndMustNot) {
  const Suite suite({{"requirements.json", catalogue}}, true);
  EXPECT_TRUE(is_mandatory(*suite.catalogue().find("S-1")));
  EXPECT_TRUE(is_mandatory(*suite.catalogue().find("B-1")));
  EXPECT_FALSE(is_mandatory(*suite.catalogue().find("B-2")));
}

}  // namespace
}  // namespace jcp
