// The catalogue: grades by level, and what a broken row is called.

#include "requirement.hpp"

#include <gtest/gtest.h>

#include "suite.hpp"

namespace jcp {
namespace {

std::string rows(const std::string& list) {
  return R"({ "families": [ { "key": "K", "title": "T" } ], "requirements": [ )" + list + " ] }";
}

std::string row(const std::string& more, const std::string& level = "MUST") {
  return R"({ "id": "R1", "family": "K", "level": ")" + level +
         R"(", "side": "server", "source": "S", "sentence": "So.")" + more + " }";
}

std::string refusal(const std::string& text) {
  try {
    Catalogue::parse(text, "r.json");
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

Grade grade_of(const std::string& level) {
  return Catalogue::parse(rows(row("", level)), "r.json").find("R1")->grade;
}

TEST(Catalogue, GradesByLevel) {
  EXPECT_EQ(grade_of("MUST"), Grade::fail);
  EXPECT_EQ(grade_of("MUST NOT"), Grade::fail);
  EXPECT_EQ(grade_of("SHOULD"), Grade::warn);
  EXPECT_EQ(grade_of("SHOULD NOT"), Grade::warn);
  EXPECT_EQ(grade_of("MAY"), Grade::info);
  EXPECT_EQ(grade_of("practice"), Grade::info);
}

TEST(Catalogue, MaySetAnotherGradeWithAReason) {
  const Catalogue catalogue = Catalogue::parse(
      rows(row(R"(, "grade": "warn", "grade_reason": "why", "strict": true)")), "r.json");
  EXPECT_EQ(catalogue.find("R1")->grade, Grade::warn);
  EXPECT_TRUE(catalogue.find("R1")->strict);
  EXPECT_EQ(refusal(rows(row(R"(, "grade": "warn")"))),
            "r.json:/requirements/0: a grade that departs from the level needs grade_reason");
  EXPECT_EQ(refusal(rows(row(R"(, "grade": "soft", "grade_reason": "why")"))),
            "r.json:/requirements/0/grade: no such grade");
}

TEST(Catalogue, SaysWhyARowIsLeftOut) {
  const Catalogue catalogue = Catalogue::parse(
      rows(row(R"(, "left_out": { "kind": "later", "reason": "why" })")), "r.json");
  EXPECT_EQ(catalogue.find("R1")->left_out, "later");
  EXPECT_EQ(catalogue.find("R1")->left_out_reason, "why");
  EXPECT_EQ(refusal(rows(row(R"(, "left_out": { "kind": "later" })"))),
            "r.json:/requirements/0/left_out: no reason");
  EXPECT_EQ(
      refusal(rows(row(R"(, "left_out": { "kind": "later", "reason": "w", "side": "both" })"))),
      "r.json:/requirements/0/left_out/side: no such side");
}

TEST(Catalogue, LeavesARowOutForOneSideOrForAll) {
  const Catalogue all = Catalogue::parse(
      rows(row(R"(, "left_out": { "kind": "later", "reason": "why" })")), "r.json");
  EXPECT_TRUE(all.find("R1")->is_left_out("server"));
  EXPECT_TRUE(all.find("R1")->is_left_out("component"));
  const Catalogue one = Catalogue::parse(
      rows(row(R"(, "left_out": { "kind": "later", "reason": "why", "side": "server" })")),
      "r.json");
  EXPECT_TRUE(one.find("R1")->is_left_out("server"));
  EXPECT_FALSE(one.find("R1")->is_left_out("component"));
  EXPECT_TRUE(one.find("R1")->is_left_out("both"));
}

TEST(Catalogue, RefusesBrokenRows) {
  EXPECT_EQ(refusal(rows(row("") + "," + row(""))),
            "r.json:/requirements/1: the id R1 stands twice");
  EXPECT_EQ(refusal(rows(row("", "OUGHT"))), "r.json:/requirements/0/level: no such level");
  EXPECT_EQ(refusal(rows(R"({ "id": "R1", "level": "MUST", "side": "left" })")),
            "r.json:/requirements/0/side: no such side");
  EXPECT_EQ(refusal(rows(R"({ "id": "R1", "level": "MUST", "side": "both" })")),
            "r.json:/requirements/0: no id or no sentence");
}

TEST(Catalogue, RefusesWhatIsNoCatalogue) {
  const std::string form = "r.json:/: this does not have the form of a catalogue";
  for (const char* text : {"[]", "{}", "3", R"({ "families": [1], "requirements": [] })",
                           R"({ "families": [], "requirements": [[]] })",
                           R"({ "families": [], "requirements": ["x"] })",
                           R"({ "families": [ { "key": 1, "title": 2 } ], "requirements": [] })"}) {
    EXPECT_EQ(refusal(text), form) << text;
  }
}

TEST(Catalogue, FindsByIdAndKeepsTheFamilies) {
  const Catalogue catalogue = Catalogue::parse(rows(row("")), "r.json");
  EXPECT_EQ(catalogue.find("R2"), nullptr);
  EXPECT_EQ(catalogue.families().at(0), (std::pair<std::string, std::string>{"K", "T"}));
}

TEST(Catalogue, ThatIsShippedIsSound) {
  const Catalogue catalogue =
      Catalogue::parse(embedded_scenarios().at("requirements.json"), "requirements.json");
  EXPECT_GT(catalogue.requirements().size(), 300u);
}

TEST(Grades, HaveNames) {
  for (const Grade grade : {Grade::pass, Grade::info, Grade::warn, Grade::fail}) {
    EXPECT_EQ(grade_from(to_string(grade)), grade);
  }
  EXPECT_FALSE(grade_from("soft"));
}

}  // namespace
}  // namespace jcp
