// One sound scenario, changed in one place a test: lint says exactly what is wrong and where.

#include "lint.hpp"

#include <gmock/gmock.h>

#include "json_file.hpp"

namespace jcp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* catalogue = R"({
  "families": [{"key": "OPEN", "title": "Opening"}],
  "requirements": [
    {"id": "S-1", "family": "OPEN", "level": "MUST", "side": "server", "source": "1", "sentence": "One."},
    {"id": "S-2", "family": "OPEN", "level": "SHOULD", "side": "server", "source": "1", "sentence": "Two."},
    {"id": "C-1", "family": "OPEN", "level": "MUST", "side": "component", "source": "1", "sentence": "Three."},
    {"id": "L-1", "family": "OPEN", "level": "MUST", "side": "server", "source": "1", "sentence": "Four.",
     "left_out": {"kind": "untestable", "reason": "Nobody can see it."}}
  ]
})";

constexpr const char* positive = R"({
  "title": "A handshake is accepted", "rule": "The digest is right: it is accepted.",
  "killed_by": { "never-acknowledges": ["S-1"] },
  "steps": [
    { "connect": {} },
    { "send": "${header}<handshake>${digest}</handshake>" },
    { "expect": { "element": "<handshake/>" }, "proves": ["S-1"] }
  ]
})";

constexpr const char* negative = R"({
  "title": "Another handshake is refused", "rule": "The digest is wrong: it is refused.",
  "twin": "server/doc/1/accepted", "killed_by": { "accepts-any": ["S-1"] },
  "steps": [
    { "connect": {} },
    { "send": "${header}" },
    { "expect": "disconnect", "proves": ["S-1"] }
  ]
})";

constexpr const char* standing = R"({
  "title": "What is sent is well-formed", "rule": "It is well-formed.",
  "proves": ["S-1"], "killed_by": { "sends-garbage": ["S-1"] },
  "on": "received", "when": { "event": "violation" }, "forbid": [ { "condition": ["not-well-formed"] } ]
})";

class Lint : public testing::Test {
 protected:
  Lint() {
    files_ = embedded_schemas();
    files_["requirements.json"] = catalogue;
    files_["server/doc/1/accepted.json"] = positive;
    files_["server/doc/1/refused.json"] = negative;
    files_["always/doc/1/well-formed.json"] = standing;
  }

  static FileSet embedded_schemas() {
    FileSet schemas;
    for (const auto& [path, text] : embedded_scenarios()) {
      if (path == "schema.json" || path == "always.schema.json") schemas.emplace(path, text);
    }
    return schemas;
  }

  // `path` with `change` applied (RFC 7396: null removes).
  void change(const std::string& path, const std::string& change) {
    Json json = parse_json(files_.at(path), path);
    json.merge_patch(parse_json(change, "change"));
    files_[path] = json.dump();
  }
  void change_positive(const std::string& text) { change("server/doc/1/accepted.json", text); }
  void change_negative(const std::string& text) { change("server/doc/1/refused.json", text); }
  void change_steps(const std::string& steps) { change_negative("{\"steps\": " + steps + "}"); }

  std::vector<std::string> findings() const {
    LintNames names;
    names.server_quirks = {"never-acknowledges", "accepts-any", "sends-garbage"};
    std::vector<std::string> lines;
    for (const Finding& finding : lint(files_, names)) lines.push_back(finding.path + finding.what);
    return lines;
  }

  FileSet files_;
};

TEST_F(Lint, ASoundTree) { EXPECT_THAT(findings(), IsEmpty()); }

TEST_F(Lint, EveryBrokenFileIsNamed) {
  files_["server/doc/1/refused.json"] = "{";
  change_positive(R"({"rule": null})");
  const auto lines = findings();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], HasSubstr("server/doc/1/accepted.json:/"));
  EXPECT_THAT(lines[1], HasSubstr("server/doc/1/refused.json:"));
}

TEST_F(Lint, AProofWithoutAQuirk) {
  change_positive(R"({"killed_by": {"never-acknowledges": null}})");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/accepted.json:/killed_by: no quirk is named "
                                      "that breaks S-1"));
}

TEST_F(Lint, ASampleThatNothingMeasures) {
  change_steps(R"([{"connect": {}}, {"send": "${header}"}, {"sample": {}},
      {"expect": "disconnect", "proves": ["S-1"]}])");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/refused.json:/steps/2/sample: nothing is "
                                      "measured by it"));
}

TEST_F(Lint, AMeasureOfUsageThatProvesNothing) {
  change_steps(R"([{"connect": {}}, {"sample": {}}, {"sample": {}},
      {"expect": {"measure": "processor", "busy": 0.5}}, {"expect": "disconnect", "proves": ["S-1"]}])");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/refused.json:/steps/3: has to prove something: "
                                      "of a target that cannot be seen it would block"));
}

TEST_F(Lint, WhoDoesNothingUsesNothing) {
  change_negative(R"({"twin": null})");
  change_steps(R"([{"connect": {}}, {"sample": {}}, {"sample": {}},
      {"expect": {"measure": "processor", "busy": 0.5}, "proves": ["S-1"]}])");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/refused.json:/: proves only by refusal or "
                                      "absence: it needs a positive twin"));
}

TEST_F(Lint, WhatWasFoundNeedsNeitherQuirkNorTwinNorOpenRow) {
  change_negative(R"({"twin": null, "killed_by": null})");
  change_steps(
      R"([{"connect": {}}, {"send": "${header}"}, {"expect": "disconnect", "proves": ["L-1"]}])");
  EXPECT_EQ(findings().size(), 3U);
  change_negative(R"({"found": "reply-is-no-xml"})");
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Lint, WhatWasFoundIsBoundToItsSideAllTheSame) {
  change_negative(R"({"twin": null, "killed_by": null, "found": "reply-is-no-xml"})");
  change_steps(
      R"([{"connect": {}}, {"send": "${header}"}, {"expect": "disconnect", "proves": ["C-1"]}])");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/refused.json:/steps: C-1 binds the component, "
                                      "this is in server/"));
}

TEST_F(Lint, AQuirkThatDoesNotExistOrBreaksWhatIsNotProven) {
  change_positive(R"({"killed_by": {"never-acknowleges": ["S-1", "S-2"]}})");
  EXPECT_THAT(
      findings(),
      ElementsAre("server/doc/1/accepted.json:/killed_by/never-acknowleges: the mock has no "
                  "quirk never-acknowleges",
                  "server/doc/1/accepted.json:/killed_by/never-acknowleges: S-2 is not "
                  "proven here"));
}

TEST_F(Lint, ARuleOfTheOtherSideOrLeftOut) {
  change_positive(R"({"killed_by": {"never-acknowledges": ["C-1", "L-1"]}, "steps": [
    {"establish": {}, "proves": ["C-1", "L-1"]}]})");
  EXPECT_THAT(
      findings(),
      ElementsAre("server/doc/1/accepted.json:/steps: C-1 binds the component, this is in "
                  "server/",
                  "server/doc/1/accepted.json:/steps: L-1 is proven here, but the catalogue "
                  "leaves it out"));
}

TEST_F(Lint, NothingProven) {
  change_positive(R"({"killed_by": {"never-acknowledges": null}, "steps": [{"establish": {}}]})");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/accepted.json:/: proves nothing"));
}

TEST_F(Lint, ANegativeScenarioNeedsATwin) {
  change_negative(R"({"twin": null})");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/refused.json:/: proves only by refusal or "
                                      "absence: it needs a positive twin"));
}

TEST_F(Lint, ATwinThatIsMissingOrHasATwin) {
  change_negative(R"({"twin": "server/doc/1/gone"})");
  change_positive(R"({"twin": "server/doc/1/refused"})");
  EXPECT_THAT(
      findings(),
      ElementsAre("server/doc/1/accepted.json:/twin: server/doc/1/refused has a twin itself: "
                  "a twin stands alone",
                  "server/doc/1/refused.json:/twin: no scenario server/doc/1/gone"));
}

TEST_F(Lint, ATwinThatNeedsMore) {
  change_positive(R"({"needs": ["users"]})");
  EXPECT_THAT(findings(),
              ElementsAre("server/doc/1/refused.json:/twin: server/doc/1/accepted needs "
                          "users, this one does not: it would be blocked, not skipped"));
}

TEST_F(Lint, AnotherGradeNeedsAReason) {
  change_steps(
      R"([{"connect": {}}, {"expect": "disconnect", "proves": ["S-1"], "grade": "warn"}])");
  EXPECT_THAT(findings(), ElementsAre("server/doc/1/refused.json:/steps/1/grade: the catalogue "
                                      "grades S-1 fail: say why it is warn here"));
  change_negative(R"({"why": "Because."})");
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Lint, OptionsWithoutEffect) {
  change_steps(R"([{"connect": {}}, {"send": "a", "trait": "x"}, {"wait": 5},
    {"expect": "disconnect", "proves": ["S-1"], "forbid": ["<message/>"]}])");
  const auto lines = findings();
  EXPECT_THAT(lines, testing::Contains(HasSubstr("/steps/1/trait: has no effect on send")));
  EXPECT_THAT(lines,
              testing::Contains(HasSubstr("/steps/2/wait: a fence is nearly always better")));
  EXPECT_THAT(lines, testing::Contains(HasSubstr("/steps/3/forbid: has no effect on expect")));
}

TEST_F(Lint, EveryLeafAnswersTheQuestion) {
  change_steps(R"([{"connect": {}}, {"trait": "way", "proves": ["S-1"], "any_of": [
    {"steps": [{"expect": "disconnect"}]},
    {"trait": "error", "steps": [{"expect": {"stream_error": "${any}"}}]},
    {"steps": [{"expect": {"header": {}}}, {"trait": "way", "any_of": [
      {"trait": "late", "steps": [{"expect": "disconnect"}]}]}]}]}])");
  EXPECT_THAT(findings(),
              ElementsAre("server/doc/1/refused.json:/steps/1/any_of/0: does not answer "
                          "the trait way"));
}

TEST_F(Lint, GradesAndAnswersOfBranches) {
  change_steps(R"([{"connect": {}}, {"any_of": [
    {"trait": "closed", "grade": "warn", "steps": [{"expect": "disconnect", "proves": ["S-1"]}]}]}])");
  EXPECT_THAT(findings(),
              ElementsAre("server/doc/1/refused.json:/steps/1/any_of/0/trait: answers no question: "
                          "the any_of has no trait",
                          "server/doc/1/refused.json:/steps/1/any_of/0/grade: has no effect: this "
                          "any_of proves nothing"));
}

TEST_F(Lint, CasesThatNobodyUses) {
  change_negative(R"({"cases": {"a": {"x": "1", "proves": ["S-1"]}}})");
  EXPECT_THAT(findings(),
              ElementsAre("server/doc/1/refused.json:/cases/a/x: no step says ${case.x}",
                          "server/doc/1/refused.json:/cases/a/proves: no step says \"proves\": "
                          "\"${case}\""));
}

TEST_F(Lint, ACaseThatDoesNotSayWhatItProves) {
  change_negative(R"({"cases": {"a": {"proves": ["S-1"]}, "b": {}}, "steps": [
    {"connect": {}}, {"expect": "disconnect", "proves": "${case}"}]})");
  EXPECT_THAT(
      findings(),
      ElementsAre("server/doc/1/refused.json:/cases/b: proves nothing",
                  "server/doc/1/refused.json:/cases/b: a step says \"proves\": \"${case}\", "
                  "this case does not say what"));
}

constexpr const char* fence_steps = R"([
  {"establish": {}}, {"establish": {}, "as": "other"},
  {"send": "<message from='${domain}' to='${other.domain}' id='a'/>"},
  {"fence": "other", "proves": ["S-1"], "forbid": ["PATTERN"]}])";

std::string fence_with(const std::string& pattern) {
  std::string steps = fence_steps;
  return steps.replace(steps.find("PATTERN"), 7, pattern);
}

TEST_F(Lint, AForbidPatternPinsItsAddresses) {
  change_steps(fence_with("<message from='${some}' id='${some}'/>"));
  const auto lines = findings();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_THAT(lines[0],
              HasSubstr("/steps/3/forbid: the pattern <message from='${some}' id='${some}'/> "
                        "does not say which from"));
  EXPECT_THAT(lines[1], HasSubstr("does not say which to"));
  EXPECT_THAT(lines[2], HasSubstr("error bounce"));
  change_steps(fence_with("<message from='${component.domain}' to='${other.domain}'/>"));
  EXPECT_THAT(findings(), IsEmpty());
  // The id says which one is meant.
  change_steps(fence_with("<message id='a' from='${some}' to='${other.domain}'/>"));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Lint, AForbidPatternLeavesTheErrorBounceAlone) {
  change_steps(fence_with("<message from='${other.domain}' to='${component.domain}'/>"));
  EXPECT_THAT(findings(),
              ElementsAre(HasSubstr("matches the lawful error bounce of /steps/2 too")));
  change_steps(
      fence_with("<message from='${other.domain}' to='${component.domain}' type='${none}'/>"));
  EXPECT_THAT(findings(), IsEmpty());
  change_steps(
      fence_with("<message from='${other.domain}' to='${component.domain}' type='error'/>"));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Lint, NamesOfFiles) {
  files_["server/doc/1/42.json"] = positive;
  files_["server/Doc/Upper_Case.json"] = positive;
  files_["server/short.json"] = positive;
  EXPECT_THAT(
      findings(),
      ElementsAre("server/Doc/Upper_Case.json:/: \"Doc\" in the path is not kebab case",
                  "server/Doc/Upper_Case.json:/: \"Upper_Case\" in the path is not kebab case",
                  "server/doc/1/42.json:/: a number is no name: say subject and outcome",
                  "server/short.json:/: the path is ROLE/DOCUMENT/.../SUBJECT-OUTCOME.json"));
}

TEST_F(Lint, AliasesNeedsAndExceptions) {
  change_positive(R"({"aliases": ["server/old", "server/doc/1/refused"], "needs": ["teleport"],
                      "except": ["always/doc/1/nothing"], "variants": []})");
  change_negative(R"({"aliases": ["server/old"], "needs": ["teleport"]})");
  EXPECT_THAT(
      findings(),
      ElementsAre("server/doc/1/accepted.json:/needs: no feature teleport",
                  "server/doc/1/accepted.json:/except: no standing rule always/doc/1/nothing",
                  "server/doc/1/accepted.json:/variants: who opts out of the variants says why",
                  "server/doc/1/accepted.json:/aliases: server/doc/1/refused is the id of a "
                  "scenario: nobody gets here by it",
                  "server/doc/1/refused.json:/needs: no feature teleport",
                  "server/doc/1/refused.json:/aliases: server/old is an alias of "
                  "server/doc/1/accepted too"));
}

TEST_F(Lint, AStandingRuleThatNothingBreaks) {
  change("always/doc/1/well-formed.json",
         R"({"killed_by": {"sends-garbage": ["S-2"], "gone": ["S-1"]}})");
  EXPECT_THAT(
      findings(),
      ElementsAre("always/doc/1/well-formed.json:/killed_by/gone: the mock has no quirk gone",
                  "always/doc/1/well-formed.json:/killed_by/sends-garbage: S-2 is not proven "
                  "here"));
}

TEST_F(Lint, TheCatalogue) {
  change("requirements.json", R"({"requirements": [
    {"id": "S-1", "family": "NONE", "level": "MUST", "side": "server", "source": "1", "sentence": "One."},
    {"id": "S-2", "family": "OPEN", "level": "SHOULD", "side": "server", "source": "1",
     "sentence": "Two.", "grade": "warn", "grade_reason": "It is so."},
    {"id": "S-3", "family": "OPEN", "level": "MAY", "side": "server", "source": "1", "sentence": "Three.",
     "left_out": {"kind": "boring", "reason": "It is."}}]})");
  EXPECT_THAT(
      findings(),
      ElementsAre("requirements.json:/requirements/0/family: S-1: no family NONE",
                  "requirements.json:/requirements/1/grade: S-2: this is the grade of its "
                  "level anyway",
                  "requirements.json:/requirements/2/left_out/kind: S-3: no such kind: boring"));
}

}  // namespace
}  // namespace jcp
