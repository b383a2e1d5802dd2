// What ends a wait and what is left for the next one. Streams are opened by hand where only the
// order of events matters (nothing is asked there), and by the book where absence is to be decided.

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

// A connection on which nothing was exchanged, then `steps`.
std::string raw(const std::string& steps) { return R"([ { "connect": {} }, )" + steps + " ]"; }
// An authenticated stream, then `steps`.
std::string open(const std::string& steps) { return R"([ { "establish": {} }, )" + steps + " ]"; }

TEST(Order, ALaterExpectationPassesOverEarlierEvents) {
  Play play(raw(R"({ "expect": "disconnect", "proves": ["M1"] })"));
  play.begin().says("component", header_of() + stream_error("conflict") + closing_tag);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.fin("component");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Order, AStreamErrorMayComeBehindAHeaderThatNobodyAskedFor) {
  Play play(raw(R"({ "expect": { "stream_error": "host-unknown" }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + stream_error("host-unknown"));
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Order, ALaterEventEndsTheStepUnmetAtOnceAndStays) {
  Play play(raw(R"({ "expect": { "stream_error": "conflict" }, "proves": ["S1"] },
                   { "expect": "stream_end", "proves": ["M1"] })"));
  play.begin().says("component", header_of() + closing_tag);
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.now(), 0);
  EXPECT_FALSE(play.judge().by_deadline());
}

TEST(Order, TheEndOfTheConnectionIsLaterThanEverything) {
  Play play(raw(R"({ "expect": { "header": {} }, "proves": ["S1"] },
                   { "expect": "stream_end", "proves": ["S2"] },
                   { "expect": "disconnect", "proves": ["M1"] })"));
  play.begin().fin("component").finish();
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("S2"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.verdict(), "warn");
}

TEST(Order, AStreamErrorEndsTheWaitForAnElement) {
  Play play(raw(R"({ "expect": { "element": "<handshake/>" }, "proves": ["S1"] },
                   { "expect": { "stream_error": "${any}" }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + stream_error("not-authorized"));
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Order, AnElementThatCameBeforeTheEndStillCounts) {
  Play play(raw(R"({ "expect": { "element": "<message id='1'/>" }, "proves": ["M1"] })"));
  play.connects = false;
  play.begin();
  play.judge().connected(0, 0);
  play.judge().bytes(0, header_of() + "<message id='1'/>" + closing_tag, 0);
  play.judge().closed(0, true, 0);
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Order, AMetExpectationConsumesItsEvent) {
  Play play(raw(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] },
                   { "expect": { "element": "<message/>" }, "within_ms": 10, "proves": ["S1"] })"));
  play.begin().says("component", header_of() + "<message/>").finish();
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
}

TEST(Order, AnUnmetWarningConsumesNothing) {
  Play play(raw(R"({ "expect": { "stream_error": "conflict" }, "proves": ["S1"] },
                   { "expect": { "stream_error": "host-unknown" }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + stream_error("host-unknown"));
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Elements, ThoseThatNobodyAskedForArePassedOverAndStayMatchable) {
  Play play(raw(R"({ "expect": { "element": "<message id='2'/>" }, "proves": ["M1"] },
                   { "expect": { "element": "<message id='1'/>" }, "proves": ["M2"] })"));
  play.begin().says("component", header_of() + "<presence/><message id='1'/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<iq type='get'/><message id='2'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.outcome("M2"), "met");
}

TEST(Elements, AnXPathHasToHoldToo) {
  Play play(raw(R"({ "expect": { "element": "<message/>", "xpath": "count(/message/*) = 2" },
                     "proves": ["M1"] })"));
  play.begin().says("component",
                    header_of() + "<message><a/></message><message><a/><b/></message>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Elements, ExactMeansNothingExtra) {
  Play play(raw(R"({ "expect": { "element": "<message id='1'/>", "exact": true },
                     "within_ms": 10, "proves": ["S1"] })"));
  play.begin().says("component", header_of() + "<message id='1' to='x'/>").finish();
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_NE(play.result().divergence->actual.find("message/@to"), std::string::npos);
}

TEST(Elements, WhatCameInsteadIsSaidWithTheFirstDifference) {
  Play play(raw(R"({ "expect": { "element": "<message id='1' type='chat'/>" }, "within_ms": 10,
                     "proves": ["M1"] })"));
  play.begin()
      .says("component", header_of() + "<presence/><message id='1' type='error'/>")
      .finish();
  const Divergence divergence = *play.result().divergence;
  EXPECT_EQ(divergence.step, "/steps/1");
  EXPECT_EQ(divergence.expected, "<message id='1' type='chat'/>");
  EXPECT_EQ(divergence.actual,
            "<message id='1' type='error'/> (message/@type: expected chat, found error)");
}

TEST(Violations, EndEveryWaitButThatForTheDisconnect) {
  Play play(raw(R"({ "expect": { "element": "<message/>" }, "proves": ["S1"] },
                   { "expect": { "stream_error": "${any}" }, "proves": ["S2"] },
                   { "expect": "stream_end", "grade": "info", "proves": ["P1"] },
                   { "expect": "silence", "grade": "warn", "proves": ["M2"] },
                   { "expect": "disconnect", "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<a></b>");
  EXPECT_EQ(play.now(), 0);
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("S2"), "unmet warn");
  EXPECT_EQ(play.outcome("P1"), "unmet info");
  EXPECT_EQ(play.outcome("M2"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.fin("component");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Resets, HideAStreamErrorThatMayHaveBeenSent) {
  Play play(raw(R"({ "expect": { "stream_error": "not-authorized" }, "proves": ["M1"] },
                   { "expect": "disconnect", "proves": ["M2"] })"));
  play.begin().rst("component").finish();
  EXPECT_EQ(play.outcome("M1"), "not observable");
  EXPECT_EQ(play.outcome("M2"), "met");
  EXPECT_EQ(play.verdict(), "pass");
}

TEST(Resets, DoNotHideWhatWasReadBefore) {
  Play play(raw(R"({ "expect": { "stream_error": "not-authorized" }, "proves": ["M1"] })"));
  play.connects = false;
  play.begin();
  play.judge().connected(0, 0);
  play.judge().bytes(0, header_of() + stream_error("not-authorized"), 0);
  play.judge().closed(0, true, 0);
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Resets, HideNothingBehindTheClosingTag) {
  Play play(raw(R"({ "expect": { "stream_error": "not-authorized" }, "proves": ["S1"] })"));
  play.connects = false;
  play.begin();
  play.judge().connected(0, 0);
  play.judge().bytes(0, header_of() + closing_tag, 0);
  play.judge().closed(0, true, 0);
  play.finish();
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
}

TEST(Resets, AreNoAnswerToAPrecondition) {
  Play play(raw(R"({ "expect": { "stream_error": "not-authorized" } })"));
  play.begin().rst("component").finish();
  EXPECT_EQ(play.verdict(), "blocked");
  EXPECT_NE(play.result().reason.find("reset (RST)"), std::string::npos) << play.result().reason;
}

TEST(Headers, AreStateThatLaterExpectationsLookAtAgain) {
  Play play(raw(R"({ "expect": { "header": { "id": "${some}" } }, "proves": ["M1"] },
                   { "expect": { "header": { "from": "other.example" } }, "proves": ["S1"] },
                   { "expect": { "header": { "to": "${none}",
                   "content_ns": "jabber:component:accept",
                                             "stream_ns": "http://etherx.jabber.org/streams",
                                             "prefix": "stream" } }, "proves": ["M2"] })"));
  play.begin().says("component", header_of());
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M2"), "met");
  EXPECT_EQ(play.result().divergence->actual,
            "header @from: expected other.example, found c1.host.example");
}

TEST(Same, IsAFurtherPatternForTheElementThatWasTaken) {
  Play play(raw(R"({ "expect": { "element": "<message id='1'/>" }, "proves": ["M1"] },
                   { "expect": { "same": "<message from='a'/>" }, "proves": ["S1"] },
                   { "expect": { "same": "<message to='b'/>", "xpath": "/message/body" },
                   "proves": ["M2"] })"));
  play.begin().says("component", header_of() + "<message from='a'/>");
  play.says("component", "<message id='1' from='c' to='b'><body/></message>");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M2"), "met");
}

TEST(Same, HasNothingToCompareWhenTheElementDidNotCome) {
  Play play(raw(R"({ "expect": { "element": "<message id='1'/>" } },
                   { "expect": { "element": "<message id='2'/>" }, "within_ms": 10,
                   "proves": ["S1"] },
                   { "expect": { "same": "<message id='2' from='a'/>" }, "proves": ["M1"] },
                   { "expect": "disconnect", "proves": ["M2"] })"));
  play.begin().says("component", header_of() + "<message id='1'/>").pass(10).fin("component");
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  EXPECT_EQ(play.outcome("M2"), "met");
}

TEST(InOrder, OthersMayStandBetween) {
  Play play(raw(
      R"({ "expect": { "in_order": ["<message id='1'/>", "<message id='2'/>"] },
      "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<message id='1'/><presence/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<message id='2'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(InOrder, TheWrongOrderIsKnownWhenAllAreThere) {
  Play play(raw(
      R"({ "expect": { "in_order": ["<message id='1'/>", "<message id='2'/>"] }, "proves": ["M1"] },
                   { "expect": { "element": "<message id='1'/>" }, "proves": ["M2"] })"));
  play.begin().says("component", header_of() + "<message id='2'/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<message id='1'/>");
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  // All of them came: what follows can be judged.
  EXPECT_EQ(play.outcome("M2"), "met");
}

TEST(InOrder, EachPatternNeedsAnElementOfItsOwn) {
  Play play(
      raw(R"({ "expect": { "in_order": ["<presence/>", "<presence/>"] }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<presence/>");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<presence/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(StreamErrors, AreComparedByConditionAndXPath) {
  const std::string error =
      "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
      "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>no</text></stream:error>";
  const auto outcome = [&](const std::string& expectation) {
    Play play(raw(R"({ "expect": {)" + expectation + R"(}, "proves": ["M1"] })"));
    play.begin().says("component", header_of() + error);
    return play.outcome("M1");
  };
  EXPECT_EQ(outcome(R"("stream_error": "conflict")"), "met");
  EXPECT_EQ(outcome(R"("stream_error": ["host-unknown", "conflict"])"), "met");
  EXPECT_EQ(outcome(R"("stream_error": "${any}")"), "met");
  EXPECT_EQ(outcome(R"("stream_error": "host-unknown")"), "unmet fail");
  EXPECT_EQ(outcome(R"("stream_error": "conflict", "xpath": "//streams:text = 'no'")"), "met");
  EXPECT_EQ(outcome(R"("stream_error": "${any}", "xpath": "//streams:text = 'yes'")"),
            "unmet fail");
}

TEST(StreamErrors, WithoutADefinedConditionAreErrorsAllTheSame) {
  Play play(raw(R"({ "expect": { "stream_error": "conflict" }, "proves": ["S1"] },
                   { "expect": { "stream_error": "${any}" }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<stream:error/>");
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.result().divergence->actual, "stream error without a condition");
}

// ---- silence

TEST(Silence, InAnOpenStreamIsDecidedByARoundTrip) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.answers = false;
  play.begin().pass(140);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  EXPECT_EQ(play.last_sent("component"),
            "<iq type='get' id='jcp-rt-1' from='probe@c1.host.example' to='host.example'>"
            "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
  play.says("component", "<iq type='error' id='jcp-rt-1'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.judge().round_trips().back(), 140'000);
  EXPECT_FALSE(play.judge().by_deadline());
}

TEST(Silence, IsBrokenByAStreamEvent) {
  const auto outcome = [](const std::string& bytes) {
    Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
    play.answers = false;
    play.begin().says("component", bytes);
    play.answers = true;
    return play.outcome("M1");
  };
  EXPECT_EQ(outcome(stream_error("conflict")), "unmet fail");
  EXPECT_EQ(outcome(closing_tag), "unmet fail");
  EXPECT_EQ(outcome("<a></b>"), "unmet fail");
  EXPECT_EQ(outcome("<message/><presence/>"), "not reached");  // elements do not break it
}

TEST(Silence, IsBrokenByTheEndOfTheConnection) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.answers = false;
  play.begin().fin("component");
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(Silence, IsBrokenByAHeaderThatComesMeanwhile) {
  Play play(raw(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.begin().says("component", header_of());
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(Silence, IsNotBrokenByAHeaderThatWasThereBefore) {
  Play play(raw(R"({ "expect": { "header": {} } },
                   { "expect": "silence", "proves": ["M1"] })"));
  play.begin().says("component", header_of()).finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Silence, WithoutAnOpenStreamIsDecidedByTheDeadline) {
  Play play(raw(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.begin().pass(149);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.pass(1);
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_TRUE(play.judge().by_deadline());
}

TEST(Silence, OfATargetThatAnswersNothingHasTheCeilingAndIsSuspicious) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.answers = false;
  play.begin().pass(1'900);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_TRUE(play.judge().by_deadline());
  EXPECT_FALSE(play.judge().ended_cleanly());
}

TEST(Silence, TakesNoForeignIqForTheAnswer) {
  Play play(raw(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.begin();
  play.judge().bytes(0, header_of(), 0);
  Play hostile(raw(R"({ "expect": { "header": {} } }, { "expect": "silence", "proves": ["M1"] })"));
  hostile.begin().says("component", header_of());
  hostile.says("component",
               "<iq type='result' id=''/><message id=''/><iq type='result' id='jcp-rt-1'/>");
  EXPECT_EQ(hostile.outcome("M1"), "not reached");
  hostile.finish();
  EXPECT_EQ(hostile.outcome("M1"), "met");
}

TEST(Silence, AfterAStreamErrorThatWasTakenAsksNothingMore) {
  Play play(open(
      R"({ "expect": { "stream_error": "${any}" } }, { "expect": "silence", "proves": ["M1"] })"));
  play.begin().says("component", stream_error("conflict"));
  EXPECT_EQ(play.count("send component: <iq"), 0);
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

// ---- deadlines

TEST(Deadlines, InAnOpenStreamAreTheMomentToAsk) {
  Play play(open(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] })"));
  play.answers = false;
  play.begin().pass(149);
  EXPECT_EQ(play.count("send component: <iq"), 0);
  play.pass(1);
  EXPECT_EQ(play.count("send component: <iq"), 1);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("component", "<iq type='result' id='jcp-rt-1'/>");
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_FALSE(play.judge().by_deadline());
}

TEST(Deadlines, WhatComesBeforeTheAnswerCameInTime) {
  Play play(open(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] })"));
  play.answers = false;
  play.begin().pass(600).says("component", "<message/>");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Deadlines, ATargetThatDoesNotAnswerHasTheCeiling) {
  Play play(open(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] })"));
  play.answers = false;
  play.begin().pass(2'149);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.pass(1);
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_TRUE(play.judge().by_deadline());
  EXPECT_TRUE(play.result().divergence->by_deadline);
  play.finish();
  EXPECT_FALSE(play.judge().ended_cleanly());
}

TEST(Deadlines, TheStreamThatIsAskedMayEnd) {
  Play play(open(R"({ "expect": "disconnect", "proves": ["M1"] })"));
  play.answers = false;
  play.begin().pass(150);
  EXPECT_EQ(play.count("send component: <iq"), 1);
  play.says("component", stream_error("bad-format"));
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.fin("component");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Deadlines, AreAdaptiveOrWithinMsTimesTheScale) {
  const auto met_at = [](const std::string& options, double scale) {
    Stage stage;
    stage.scale = scale;
    Play play(raw(R"({ "expect": "silence", "proves": ["M1"])" + options + "}"), stage);
    play.begin();
    return *play.judge().deadline();
  };
  EXPECT_EQ(met_at("", 1), 150'000);
  EXPECT_EQ(met_at(R"(, "within_ms": 30)", 1), 30'000);
  EXPECT_EQ(met_at(R"(, "within_ms": 3000)", 2), 6'000'000);
}

TEST(Deadlines, APreconditionHasTheCeiling) {
  Play play(raw(R"({ "expect": { "header": {} } })"));
  play.begin().pass(499);
  EXPECT_FALSE(play.finished());
  play.finish();
  EXPECT_EQ(play.verdict(), "blocked");
}

// Half a second at first; six, the ceiling of its runs, when that is shown again.
TEST(Deadlines, AComponentHasLongerToClose) {
  Stage stage;
  stage.tree = "component";
  stage.role = Role::server;
  Play play(R"([ { "connect": {} }, { "expect": "disconnect", "proves": ["M1"] } ])", stage);
  play.begin().pass(499);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.pass(1);
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

Play behind_what_is_no_xml() {
  Stage stage;
  stage.tree = "component";
  stage.role = Role::server;
  return Play(R"([ { "establish": {} }, { "send": "<a></b>" },
                   { "expect": "disconnect", "proves": ["M1"] } ])",
              stage);
}

// A component that answers behind ill-formed XML has gone on: that is no matter of time.
TEST(Deadlines, AComponentIsProbedBehindWhatIsNoXml) {
  Play play = behind_what_is_no_xml();
  play.answers = false;
  play.begin().pass(499);
  EXPECT_EQ(play.count("send server: <iq"), 0);
  play.pass(1);
  EXPECT_EQ(play.count("send server: <iq"), 1);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.says("server", "<iq type='result' id='jcp-rt-1'/>");
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_FALSE(play.judge().by_deadline());
}

// No answer says nothing; and it is not the silence of one that hangs.
TEST(Deadlines, AProbeWithoutAnAnswerDecidesNothing) {
  Play play = behind_what_is_no_xml();
  play.answers = false;
  play.begin().pass(999);
  EXPECT_EQ(play.outcome("M1"), "not reached");
  play.pass(1);
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_TRUE(play.judge().by_deadline());
  play.finish();
  EXPECT_TRUE(play.judge().alive());
}

// ---- going on

TEST(GoingOn, AfterAWarningEverythingIsJudged) {
  Play play(raw(R"({ "expect": { "element": "<message/>" }, "within_ms": 5, "proves": ["S1"] },
                   { "send": "x" },
                   { "expect": { "element": "<presence/>" }, "proves": ["M1"] })"));
  play.begin().says("component", header_of() + "<presence/>").pass(5);
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.last_sent("component"), "x");
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(GoingOn, AfterAFailOnlyLaterStreamEventsOfTheSameActorAreJudged) {
  Play play(raw(R"({ "expect": { "stream_error": "conflict" }, "within_ms": 5, "proves": ["M1"] },
                   { "expect": "disconnect", "proves": ["M2"] },
                   { "send": "x" },
                   { "expect": { "element": "<presence/>" }, "proves": ["S1"] })"));
  play.begin().pass(5).fin("component").finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.outcome("M2"), "met");
  EXPECT_EQ(play.last_sent("component"), "");
  EXPECT_EQ(play.outcome("S1"), "not reached");
  EXPECT_EQ(play.verdict(), "fail");
}

TEST(GoingOn, AnEarlierEventOfTheSameActorIsNotReached) {
  Play play(raw(R"({ "expect": "stream_end", "within_ms": 5, "proves": ["M1"] },
                   { "expect": { "stream_error": "conflict" }, "proves": ["M2"] })"));
  play.begin().pass(5).finish();
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.outcome("M2"), "not reached");
}

TEST(GoingOn, AnotherActorIsNotReached) {
  Play play(R"([ { "connect": {} }, { "as": "other", "connect": {} },
                 { "expect": { "stream_error": "conflict" }, "within_ms": 5, "proves": ["M1"] },
                 { "as": "other", "expect": "disconnect", "proves": ["M2"] } ])");
  play.begin().pass(5).finish();
  EXPECT_EQ(play.outcome("M2"), "not reached");
}

TEST(GoingOn, ComparisonsOfSomethingThatCameGoOnWithEverything) {
  Play play(raw(R"({ "expect": { "header": { "id": "x" } }, "proves": ["M1"] },
                   { "expect": { "stream_error": "conflict" }, "proves": ["M2"] },
                   { "send": "x" },
                   { "expect": { "stream_error": "host-unknown" }, "proves": ["S1"] })"));
  play.begin().says("component", header_of() + stream_error("host-unknown"));
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  EXPECT_EQ(play.outcome("M2"), "unmet fail");
  EXPECT_EQ(play.outcome("S1"), "met");
}

TEST(GoingOn, AnUnmetPreconditionBlocksAndSaysWhatCame) {
  Play play(raw(R"({ "expect": { "header": { "id": "x" } }, "proves": ["S1"] },
                   { "expect": { "element": "<handshake/>" } },
                   { "expect": "disconnect", "proves": ["M1"] })"));
  play.begin().says("component", header_of() + stream_error("conflict")).finish();
  EXPECT_EQ(play.verdict(), "blocked");
  EXPECT_EQ(play.result().reason, "expected <handshake/>, got stream error conflict (/steps/2)");
  EXPECT_EQ(play.result().divergence->step, "/steps/1");  // the first departure stays the evidence
  EXPECT_EQ(play.outcome("M1"), "not reached");
}

// ---- what is compared without waiting

TEST(Measures, LookAtAllStreamIds) {
  const std::string session =
      R"({ "connect": {} }, { "send": "${header}" }, { "expect": { "header": {} } })";
  const auto play_with = [&](const std::vector<std::string>& ids) {
    Play play("[" + session + "," + session + "," + session + R"(,
        { "expect": { "measure": "stream_ids", "unique": true }, "proves": ["M1"] },
        { "expect": { "measure": "stream_ids", "entropy_bits": 1.5 }, "proves": ["S1"] },
        { "expect": { "measure": "stream_ids", "monotonic": false }, "proves": ["S2"] } ])");
    play.opens = false;
    play.begin();
    for (const std::string& id : ids) play.says("component", header_of("id='" + id + "'"));
    return play.outcome("M1") + ", " + play.outcome("S1") + ", " + play.outcome("S2");
  };
  EXPECT_EQ(play_with({"b", "a", "c"}), "met, met, met");
  EXPECT_EQ(play_with({"a", "a", "a"}), "unmet fail, unmet warn, met");
  EXPECT_EQ(play_with({"8", "9", "10"}), "met, met, unmet warn");
}

}  // namespace
}  // namespace jcp::testing
