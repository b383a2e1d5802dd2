// What the text leaves open: which branch is taken, what that means for the proofs of the any_of
// and of its branches, and what is recorded as a trait.

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

std::string raw(const std::string& steps) { return R"([ { "connect": {} }, )" + steps + " ]"; }
std::string open(const std::string& steps) { return R"([ { "establish": {} }, )" + steps + " ]"; }

// Both events of the first two branches come in one piece.
TEST(AnyOf, OfSimultaneousBranchesTheFirstInTheFileIsTaken) {
  Play play(raw(R"({ "trait": "q", "proves": ["M1"], "any_of": [
      { "trait": "two", "steps": [ { "expect": { "element": "<message id='2'/>" } } ] },
      { "trait": "one", "steps": [ { "expect": { "element": "<message id='1'/>" } } ] } ] })"));
  play.begin().says("component", header_of() + "<message id='1'/><message id='2'/>");
  EXPECT_EQ(play.trait("q"), "two");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(AnyOf, TheOthersAreGone) {
  Play play(raw(R"({ "trait": "q", "any_of": [
      { "trait": "one", "steps": [ { "expect": { "element": "<message id='1'/>" },
      "proves": ["S1"] } ] },
      { "trait": "two", "steps": [ { "expect": { "element": "<message id='2'/>" },
      "proves": ["S2"] } ] } ] },
      { "expect": { "element": "<message id='2'/>" }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<message id='1'/><message id='2'/>");
  EXPECT_EQ(play.outcome("S1"), "met");
  EXPECT_EQ(play.outcome("S2"), "absent");  // proofs of a branch not taken do not exist
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(AnyOf, SilenceWinsOnlyWhenNothingElseDoes) {
  Play play(open(R"({ "trait": "q", "proves": ["M1"], "any_of": [
      { "trait": "dropped", "grade": "warn", "steps": [ { "expect": "silence" } ] },
      { "trait": "answered", "steps": [ { "expect": { "element": "<message/>" } } ] } ] })"));
  play.answers = false;
  play.begin().says("component", "<iq type='result' id='jcp-rt-1'/><message/>");
  EXPECT_EQ(play.trait("q"), "answered");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(AnyOf, SilenceIsTakenWhenTheRoundTripReturns) {
  Play play(open(R"({ "trait": "q", "proves": ["M1"], "any_of": [
      { "trait": "answered", "steps": [ { "expect": { "element": "<message/>" } } ] },
      { "trait": "dropped", "grade": "warn", "steps": [ { "expect": "silence" } ] } ] })"));
  play.begin();
  EXPECT_EQ(play.now(), 0);
  EXPECT_EQ(play.trait("q"), "dropped");
  EXPECT_EQ(play.outcome("M1"), "unmet warn");
}

TEST(AnyOf, EveryLeafAnswersEveryQuestionAboveIt) {
  const auto traits = [](const std::string& bytes) {
    Play play(raw(R"({ "trait": "outer", "any_of": [
        { "trait": "closed", "steps": [
          { "trait": "how", "any_of": [
            { "trait": "politely", "steps": [ { "expect": { "stream_error": "${any}" } } ] },
            { "trait": "plainly", "steps": [ { "expect": "stream_end" } ] } ] } ] },
        { "trait": "served", "steps": [ { "expect": { "element": "<handshake/>" } } ] } ] })"));
    play.begin().says("component", header_of() + bytes).finish();
    return play.trait("outer") + "/" + play.trait("how");
  };
  EXPECT_EQ(traits(stream_error("conflict")), "closed/politely");
  EXPECT_EQ(traits(closing_tag), "closed/plainly");
  EXPECT_EQ(traits("<handshake/>"), "served/");
  EXPECT_EQ(traits("<a></b>"), "other/");
}

// ---- grades

std::string graded(const std::string& branch, const std::map<std::string, bool>& policy = {},
                   const std::string& requirement = "M1") {
  Stage stage;
  stage.policy = policy;
  Play play(raw(R"({ "proves": [")" + requirement + R"("], "any_of": [ { )" + branch +
                R"( "steps": [ { "expect": { "element": "<handshake/>" } } ] } ] })"),
            stage);
  play.begin().says("component", header_of() + "<handshake/>");
  return play.outcome(requirement);
}

TEST(Grades, OfABranchMakeTheProofUnmetWithThatGrade) {
  EXPECT_EQ(graded(""), "met");
  EXPECT_EQ(graded(R"("grade": "pass",)"), "met");
  EXPECT_EQ(graded(R"("grade": "info",)"), "unmet info");
  EXPECT_EQ(graded(R"("grade": "warn",)"), "unmet warn");
  EXPECT_EQ(graded(R"("grade": "fail",)", {}, "S1"), "unmet fail");
}

TEST(Grades, AreExcusedByAPolicyOfTheTarget) {
  const std::string branch = R"("grade": "fail", "excused_by": "open_registration",)";
  EXPECT_EQ(graded(branch, {{"open_registration", true}}), "met");
  EXPECT_EQ(graded(branch, {{"open_registration", false}}), "unmet fail");
  EXPECT_EQ(graded(branch), "unmet warn");  // never pass, never fail
  EXPECT_EQ(graded(branch, {{"single_secret", true}}), "unmet warn");
}

TEST(Grades, OfAnExcusableBranchAreThoseOfTheRequirement) {
  const std::string branch = R"("excused_by": "single_secret",)";
  EXPECT_EQ(graded(branch, {{"single_secret", false}}), "unmet fail");
  EXPECT_EQ(graded(branch, {{"single_secret", false}}, "S1"), "unmet warn");
  EXPECT_EQ(graded(branch), "unmet warn");
}

TEST(Grades, AnUnknownPolicyMakesNothingWorse) {
  EXPECT_EQ(graded(R"("grade": "info", "excused_by": "single_secret",)"), "unmet info");
  EXPECT_EQ(graded(R"("excused_by": "single_secret",)", {}, "P1"), "unmet info");
}

TEST(Grades, OfANestedBranchCountForTheProofsOfTheOuterOne) {
  const auto outcome = [](const std::string& bytes) {
    Play play(raw(R"({ "proves": ["M1"], "any_of": [
        { "steps": [ { "any_of": [
            { "steps": [ { "expect": { "stream_error": "conflict" } } ] },
            { "grade": "warn", "steps": [ { "expect": { "stream_error": "${any}" } } ] } ] } ] },
        { "grade": "info", "steps": [ { "expect": "stream_end" } ] } ] })"));
    play.begin().says("component", header_of() + bytes);
    return play.outcome("M1");
  };
  EXPECT_EQ(outcome(stream_error("conflict")), "met");
  EXPECT_EQ(outcome(stream_error("host-unknown")), "unmet warn");
  EXPECT_EQ(outcome(closing_tag), "unmet info");
}

TEST(Grades, TheProofsOfAnInnerAnyOfAreItsOwn) {
  Play play(raw(R"({ "proves": ["M1"], "any_of": [
      { "steps": [ { "proves": ["S1"], "any_of": [
          { "grade": "info",
          "steps": [ { "expect": { "stream_error": "${any}" } } ] } ] } ] } ] })"));
  play.begin().says("component", header_of() + stream_error("conflict"));
  EXPECT_EQ(play.outcome("S1"), "unmet info");
  EXPECT_EQ(play.outcome("M1"), "met");
}

// ---- no branch

TEST(NoBranch, LeavesTheProofsOfTheAnyOfUnmet) {
  Play play(raw(R"({ "trait": "q", "proves": ["M1"], "any_of": [
      { "trait": "a", "steps": [ { "expect": { "element": "<a/>" } } ] },
      { "trait": "b", "steps": [ { "expect": { "element": "<b/>" } } ] } ] },
      { "expect": "stream_end", "proves": ["M2"] })"));
  play.begin().says("component", header_of() + closing_tag);
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.outcome("M2"), "met");
  EXPECT_EQ(play.trait("q"), "");
  EXPECT_EQ(play.result().divergence->expected, "<a/> or <b/>");
}

TEST(NoBranch, OfAnAnyOfThatProvesNothingIsRecordedAndPassedOver) {
  Play play(raw(R"({ "trait": "q", "within_ms": 20, "any_of": [
      { "trait": "a", "steps": [ { "expect": { "element": "<a/>" } } ] } ] },
      { "expect": "disconnect", "proves": ["M1"] })"));
  play.begin().pass(20).fin("component");
  EXPECT_EQ(play.trait("q"), "other");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.verdict(), "pass");
}

TEST(NoBranch, WithProofsInTheBranchesIsAnUnmetPrecondition) {
  Play play(raw(R"({ "any_of": [
      { "steps": [ { "expect": { "element": "<a/>" }, "proves": ["M1"] } ] } ] })"));
  play.begin().says("component", header_of() + closing_tag).finish();
  EXPECT_EQ(play.outcome("M1"), "absent");
  EXPECT_EQ(play.verdict(), "blocked");
}

TEST(NoBranch, BehindAResetIsNotObservable) {
  Play play(raw(R"({ "proves": ["M1"], "any_of": [
      { "steps": [ { "expect": { "stream_error": "conflict" } } ] },
      { "steps": [ { "expect": { "element": "<handshake/>" } } ] } ] })"));
  play.begin().rst("component");
  EXPECT_EQ(play.outcome("M1"), "not observable");
}

TEST(NoBranch, AResetHidesTheErrorWhileAnotherActorIsWaitedFor) {
  Play play(R"([ { "connect": {} }, { "as": "other", "connect": {} },
      { "proves": ["M1"], "any_of": [
        { "steps": [ { "expect": { "stream_error": "conflict" } } ] },
        { "steps": [ { "as": "other", "expect": { "element": "<message/>" } } ] } ] } ])");
  play.begin().rst("component").finish();
  EXPECT_EQ(play.outcome("M1"), "not observable");
}

// ---- what follows in a branch

TEST(Branches, FurtherStepsWithoutProofsOfTheirOwnBelongToTheAnyOf) {
  const auto outcomes = [](const std::string& bytes) {
    Play play(raw(R"({ "proves": ["S1"], "any_of": [
        { "steps": [ { "expect": { "element": "<a/>" } }, { "expect": { "element": "<b/>" } },
                     { "expect": { "element": "<c/>" }, "proves": ["S2"] } ] } ] },
        { "expect": "stream_end", "proves": ["M1"] })"));
    play.begin().says("component", header_of() + bytes + closing_tag);
    return play.outcome("S1") + ", " + play.outcome("S2") + ", " + play.outcome("M1");
  };
  EXPECT_EQ(outcomes("<a/><b/><c/>"), "met, met, met");
  EXPECT_EQ(outcomes("<a/><b/>"), "met, unmet warn, met");
  EXPECT_EQ(outcomes("<a/><c/>"), "unmet warn, absent, met");
}

TEST(Branches, AnAnyOfInsideABranchIsOneOfItsSteps) {
  const auto outcome = [](const std::string& bytes) {
    Play play(raw(R"({ "proves": ["M1"], "any_of": [
        { "steps": [ { "expect": { "element": "<a/>" } },
                     { "trait": "q", "any_of": [
                       { "trait": "b", "steps": [ { "expect": { "element": "<b/>" } } ] },
                       { "trait": "c", "grade": "warn",
                       "steps": [ { "expect": { "element": "<c/>" } } ] } ] } ] } ] })"));
    play.begin().says("component", header_of() + bytes + closing_tag);
    return play.outcome("M1") + " " + play.trait("q");
  };
  EXPECT_EQ(outcome("<a/><b/>"), "met b");
  EXPECT_EQ(outcome("<a/><c/>"), "unmet warn c");
  EXPECT_EQ(outcome("<a/>"), "unmet fail ");
}

TEST(Branches, OfAnAnyOfThatProvesNothingMayEndEarly) {
  Play play(raw(R"({ "trait": "q", "any_of": [
      { "trait": "a", "steps": [ { "expect": { "element": "<a/>" } },
      { "expect": { "element": "<b/>" } } ] } ] },
      { "expect": "stream_end", "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<a/>" + closing_tag);
  EXPECT_EQ(play.trait("q"), "a");
  EXPECT_EQ(play.outcome("M1"), "met");
}

// ---- actors and deadlines

TEST(Actors, OfTheOpeningsWaitTogether) {
  Play play(R"([ { "connect": {} }, { "as": "other", "connect": {} },
      { "trait": "q", "proves": ["M1"], "any_of": [
        { "trait": "mine", "steps": [ { "expect": { "element": "<message/>" } } ] },
        { "trait": "theirs", "steps": [ { "as": "other",
        "expect": { "element": "<message/>" } } ] } ] } ])");
  play.begin().says("other", header_of() + "<message/>");
  EXPECT_EQ(play.trait("q"), "theirs");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Actors, AreInheritedFromTheEnclosingStep) {
  Play play(R"([ { "connect": {} }, { "as": "other", "connect": {} },
      { "as": "other", "proves": ["M1"], "any_of": [
        { "steps": [ { "expect": { "element": "<a/>" } }, { "send": "<b/>" },
                     { "any_of": [ { "steps": [ { "expect": { "element": "<c/>" } } ] } ] } ] } ] } ])");
  play.begin().says("other", header_of() + "<a/>");
  EXPECT_EQ(play.last_sent("other"), "<b/>");
  play.says("other", "<c/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

Micros deadline_of(const std::string& options, const std::string& first,
                   const std::string& second) {
  Play play(raw(R"({ "proves": ["M1"])" + options + R"(, "any_of": [
      { "steps": [ { "expect": { "element": "<a/>" })" +
                first + R"( } ] },
      { "steps": [ { "expect": { "element": "<b/>" })" +
                second + R"( } ] } ] })"));
  play.begin();
  return *play.judge().deadline();
}

TEST(Deadlines, OfAnAnyOfIsTheLargest) {
  EXPECT_EQ(deadline_of("", "", ""), 150'000);
  EXPECT_EQ(deadline_of("", R"(, "within_ms": 400)", R"(, "within_ms": 300)"), 400'000);
  EXPECT_EQ(deadline_of("", R"(, "within_ms": 400)", ""), 400'000);
  EXPECT_EQ(deadline_of("", R"(, "within_ms": 40)", ""), 150'000);  // the default is larger
  EXPECT_EQ(deadline_of(R"(, "within_ms": 40)", "", ""), 40'000);   // inherited by both
  EXPECT_EQ(deadline_of(R"(, "within_ms": 40)", "", R"(, "within_ms": 50)"), 50'000);
}

}  // namespace
}  // namespace jcp::testing
