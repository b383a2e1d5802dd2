// Absence and delivery proved by order: markers from one actor to another, round trips, and what
// must not have come by then.

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

constexpr std::string_view both_open =
    R"({ "establish": {} }, { "as": "other", "establish": {} }, )";

std::string with_other(const std::string& steps) {
  return "[ " + std::string(both_open) + steps + " ]";
}

const std::string forbidding =
    R"({ "fence": "other", "forbid": ["<message from='x' to='y'/>"], "proves": ["M1"] })";
const std::string forbidden = "<message from='x' to='y'/>";

TEST(Fence, IsAMarkerThatArrives) {
  Play play(with_other(R"({ "fence": "other", "proves": ["M1"] })"));
  play.routes = false;
  play.begin();
  EXPECT_EQ(play.last_sent("component"),
            "<message id='jcp-fence-1' from='fence@c1.host.example' to='fence@c2.host.example'>"
            "<body>fence</body></message>");
  play.says("other", "<message id='jcp-fence-1' type='error'/>");  // a bounce is no arrival
  play.says("other", "<presence id='jcp-fence-1'/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("other", "<message id='jcp-fence-1'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Fence, WithoutForbidAMarkerThatDoesNotArriveIsUnmet) {
  Play play(with_other(R"({ "fence": "other", "proves": ["M1"] })"));
  play.routes = false;
  play.begin().finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_FALSE(play.judge().ended_cleanly());
}

TEST(Fence, WithoutProofsIsAPrecondition) {
  Play play(with_other(R"({ "fence": "other" }, { "expect": "silence", "proves": ["M1"] })"));
  play.routes = false;
  play.begin().finish();
  EXPECT_EQ(play.verdict(), "blocked");
}

TEST(Forbid, IsMetWhenNothingOfTheKindCame) {
  Play play(with_other(forbidding));
  play.begin().says("other", "<message from='x' to='z'/>").finish();
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_TRUE(play.judge().ended_cleanly());
}

TEST(Forbid, AHitSinceTheBeginningIsUnmet) {
  Play play(with_other(R"({ "expect": { "element": "<presence/>" } }, )" + forbidding));
  play.begin().says("other", forbidden).says("component", "<presence/>").finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.result().divergence->expected, "no <message from='x' to='y'/>");
  EXPECT_EQ(play.result().divergence->step, "/steps/3");
}

TEST(Forbid, WhatAnEarlierStepConsumedDoesNotCount) {
  Play play(with_other(R"({ "as": "other", "expect": { "element": "<message from='x'/>" } }, )" +
                       forbidding));
  play.begin().says("other", forbidden).finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Forbid, WhatAnotherActorReceivedDoesNotCount) {
  Play play(with_other(forbidding));
  play.begin().says("component", forbidden).finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Forbid, AfterTheMarkerTheActorLingersARoundTrip) {
  Stage stage;
  stage.round_trip = 30'000;
  Play play(with_other(forbidding), stage);
  play.begin();
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.pass(29).says("other", forbidden);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.pass(1);
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(Forbid, ALateHitCountsUntilTheConnectionIsDrained) {
  Play play(with_other(forbidding));
  play.closes = false;
  play.begin().pass(2);
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_FALSE(play.finished());
  play.says("other", forbidden).fin("other").fin("component");
  EXPECT_TRUE(play.finished());
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.result().divergence->step, "/steps/2");
  EXPECT_EQ(play.verdict(), "fail");
}

TEST(Forbid, AMarkerThatIsNeverSeenLeavesItUnobservableAndIsSuspicious) {
  Play play(with_other(forbidding));
  play.routes = false;
  play.begin().finish();
  EXPECT_EQ(play.outcome("M1"), "not observable");
  EXPECT_EQ(play.verdict(), "pass");
  EXPECT_FALSE(play.judge().ended_cleanly());  // the liveness probe decides
}

TEST(Forbid, AHitIsAHitWithoutTheMarker) {
  Play play(with_other(forbidding));
  play.routes = false;
  play.begin().says("other", forbidden).finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(Forbid, WithoutProofsBlocks) {
  const std::string step = R"({ "fence": "other", "forbid": ["<message from='x' to='y'/>"] },
                              { "expect": "silence", "proves": ["M1"] })";
  Play early(with_other(R"({ "expect": { "element": "<presence/>" } }, )" + step));
  early.begin().says("other", forbidden).says("component", "<presence/>").finish();
  EXPECT_EQ(early.verdict(), "blocked");
  EXPECT_EQ(early.outcome("M1"), "not reached");
  Play late(with_other(step));
  late.closes = false;
  late.begin().pass(2).says("other", forbidden).finish();
  EXPECT_EQ(late.verdict(), "blocked");
}

TEST(Forbid, InARepeatMeansTheRoundItWasArmedIn) {
  Play play(with_other(R"({ "repeat": 2, "steps": [
      { "fence": "other", "forbid": ["<message id='m${n}' from='x' to='y'/>"],
      "proves": ["M1"] } ] })"));
  play.closes = false;
  play.begin().pass(10);
  EXPECT_EQ(play.outcome("M1"), "met");
  play.says("other", "<message id='m1' from='x' to='y'/>").finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(Forbid, InABranchBelongsToTheProofsAroundIt) {
  const auto outcome = [](const std::string& bytes) {
    Play play(with_other(R"({ "proves": ["S1"], "any_of": [
        { "steps": [ { "expect": { "element": "<presence/>" } },
                     { "fence": "other", "forbid": ["<message from='x' to='y'/>"] } ] } ] })"));
    play.begin().says("other", bytes).says("component", "<presence/>").finish();
    return play.outcome("S1") + " " + play.verdict();
  };
  EXPECT_EQ(outcome("<message/>"), "met pass");
  EXPECT_EQ(outcome(forbidden), "unmet warn warn");
}

// ---- lists

const std::string second = R"({ "as": "second", "establish": { "name_of": "other" } }, )";
const std::string any_one = R"({ "fence": ["other", "second"], "proves": ["M1"] })";

TEST(List, OneOfThemIsEnough) {
  Play play(with_other(second + any_one));
  play.routes = false;
  play.begin();
  EXPECT_NE(play.last_sent("component").find("to='fence@c2.host.example'"), std::string::npos);
  play.says("second", "<message id='jcp-fence-1'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(List, IsUnmetWhenAllOfThemHaveEnded) {
  Play play(with_other(second + any_one));
  play.routes = false;
  play.begin().fin("other");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.fin("second");
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.now(), 0);
}

// ---- the sender

TEST(Sender, WhoseStreamEndedBeforehandSendsItFromAHiddenSession) {
  Play play(with_other(R"({ "expect": "disconnect" }, )" + forbidding));
  play.begin().fin("component");
  EXPECT_TRUE(play.did("connect ~component"));
  EXPECT_NE(play.last_sent("~component").find("from='fence@c1.host.example'"), std::string::npos);
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_TRUE(play.did("fin ~component"));
}

TEST(Sender, WhoseStreamEndsMeanwhileSendsItAgain) {
  Play play(with_other(forbidding));
  play.routes = false;
  play.begin();
  EXPECT_EQ(play.count("send component: <message"), 1);
  play.routes = true;
  play.says("component", stream_error("invalid-from"));
  play.finish();
  EXPECT_EQ(play.count("send ~component: <message"), 1);
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Sender, WhoWasNeverAuthenticatedSendsItFromAHiddenSession) {
  Play play(R"([ { "as": "other", "establish": {} }, { "connect": {} }, )" + forbidding + "]");
  play.begin().finish();
  EXPECT_EQ(play.count("send component"), 0);
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Sender, WaitsUntilTheNameIsFree) {
  Play play(with_other(R"({ "expect": "disconnect" }, )" + forbidding));
  play.begin();
  play.opens = false;
  play.fin("component");
  play.says("~component", header_of() + stream_error("conflict") + closing_tag).fin("~component");
  EXPECT_EQ(play.count("connect ~component"), 1);
  play.opens = true;
  play.pass(20);
  EXPECT_EQ(play.count("connect ~component"), 2);
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Sender, WhoCannotComeBackLeavesItUnobservable) {
  Play play(with_other(R"({ "expect": "disconnect" }, )" + forbidding));
  play.begin();
  play.connects = false;
  play.fin("component").fin("~component").finish();
  EXPECT_EQ(play.outcome("M1"), "not observable");
  EXPECT_FALSE(play.judge().ended_cleanly());
}

// ---- round trips

TEST(RoundTrip, IsADiscoInfoOnTheSameStream) {
  Play play(R"([ { "establish": {} }, { "fence": "round-trip", "proves": ["M1"] } ])");
  play.answers = false;
  play.begin();
  EXPECT_EQ(play.last_sent("component"),
            "<iq type='get' id='jcp-rt-1' from='probe@c1.host.example' to='host.example'>"
            "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
  play.pass(30).says("component", "<message id='jcp-rt-1'/><iq type='get' id='jcp-rt-1'/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<iq type='error' id='jcp-rt-1'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.judge().round_trips().back(), 30'000);
}

TEST(RoundTrip, ThatIsNotAnsweredIsUnmetAtTheCeiling) {
  Play play(R"([ { "establish": {} }, { "fence": "round-trip", "proves": ["M1"] } ])");
  play.answers = false;
  play.begin().pass(1'999);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_FALSE(play.judge().ended_cleanly());
}

TEST(RoundTrip, OnAStreamThatHasEndedIsUnmet) {
  Play play(
      R"([ { "establish": {} }, { "expect": "stream_end" }, { "fence": "round-trip",
      "proves": ["M1"] } ])");
  play.begin().says("component", closing_tag);
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(RoundTrip, WithForbidOnAStreamThatHasEndedIsNotObservable) {
  const auto outcome = [](const std::string& bytes) {
    Play play(R"([ { "establish": {} }, { "expect": "stream_end" },
        { "fence": "round-trip", "forbid": ["<message from='x' to='y'/>"], "proves": ["M1"] } ])");
    play.begin().says("component", bytes + closing_tag).finish();
    return play.outcome("M1");
  };
  EXPECT_EQ(outcome(""), "not observable");
  EXPECT_EQ(outcome(forbidden), "unmet fail");
}

TEST(RoundTrip, WithForbidLooksAtTheSameActor) {
  Play play(R"([ { "establish": {} }, { "expect": { "element": "<presence/>" } },
      { "fence": "round-trip", "forbid": ["<message from='x' to='y'/>"], "proves": ["M1"] } ])");
  play.begin().says("component", forbidden + "<presence/>").finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(OwnRequests, AreNoAnswerToAScenario) {
  Play play(R"([ { "establish": {} },
      { "expect": { "element": "<message id='a'/>" } },
      { "expect": { "element": "<iq type='result'/>" }, "proves": ["M1"] } ])");
  play.answers = false;
  play.begin().pass(2'000);  // the first wait has asked
  play.says("component", "<message id='a'/><iq type='result' id='jcp-rt-1'/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<iq type='result' id='b'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

}  // namespace
}  // namespace jcp::testing
