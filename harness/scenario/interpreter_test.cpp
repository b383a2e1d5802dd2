// What the judge does: opening and closing by the book in either role, what it writes byte for
// byte, repeats, captures, draining, bounds.

#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/limits.hpp"
#include "judge_test.hpp"

namespace jcp::testing {
namespace {

const std::string our_header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' to='c1.host.example'>";

std::string raw(const std::string& steps) { return R"([ { "connect": {} }, )" + steps + " ]"; }
std::string open(const std::string& steps) { return R"([ { "establish": {} }, )" + steps + " ]"; }

Stage as_server() {
  Stage stage;
  stage.tree = "component";
  stage.role = Role::server;
  return stage;
}

// ---- opening

TEST(Establish, IsAHeaderAndADigest) {
  Play play(R"([ { "establish": {}, "proves": ["M1"] } ])");
  play.begin();
  EXPECT_EQ(play.log()[0], "connect component");
  EXPECT_EQ(play.log()[1], "send component: " + our_header);
  EXPECT_EQ(play.log()[2],
            "send component: <handshake>" + handshake_digest("s1", "secret1") + "</handshake>");
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_TRUE(play.judge().established());
  EXPECT_FALSE(play.judge().establish_failed());
  EXPECT_TRUE(play.judge().ended_cleanly());
}

TEST(Establish, WithoutProofsIsAPrecondition) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.opens = false;
  play.begin().says("component", header_of() + stream_error("host-unknown")).finish();
  EXPECT_EQ(play.verdict(), "blocked");
  EXPECT_EQ(play.outcome("M1"), "not reached");
  EXPECT_TRUE(play.judge().establish_failed());
  EXPECT_FALSE(play.judge().established());
}

TEST(Establish, HasTheCeiling) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.opens = false;
  play.begin().pass(1'999);
  EXPECT_FALSE(play.finished());
  play.finish();
  EXPECT_EQ(play.verdict(), "blocked");
}

TEST(Establish, ThatProvesSomethingIsUnmetWithoutIt) {
  Play play(
      R"([ { "establish": {}, "proves": ["S1"] }, { "expect": "disconnect", "proves": ["M1"] } ])");
  play.opens = false;
  play.begin().says("component", header_of() + stream_error("conflict") + closing_tag);
  play.fin("component").finish();
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.count("connect"), 1);  // a conflict is not waited out here
  EXPECT_TRUE(play.judge().establish_failed());
}

TEST(Establish, WithoutAHeaderSendsNoDigest) {
  Play play(
      R"([ { "establish": {}, "proves": ["S1"] }, { "expect": "disconnect", "proves": ["M1"] } ])");
  play.opens = false;
  play.begin().fin("component").finish();
  EXPECT_EQ(play.outcome("S1"), "unmet warn");
  EXPECT_EQ(play.count("send component: <handshake"), 0);
}

TEST(Establish, WaitsAConflictOut) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.opens = false;
  play.begin().says("component", header_of() + stream_error("conflict") + closing_tag);
  EXPECT_EQ(play.count("connect"), 1);
  play.fin("component").pass(20);
  EXPECT_EQ(play.count("connect"), 2);
  play.opens = true;
  play.says("component", header_of()).finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Establish, OfANameThatStaysInConflictGivesUp) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.opens = false;
  play.begin();
  for (int i = 0; i < 101 && !play.finished(); ++i) {
    play.says("component", header_of() + stream_error("conflict")).pass(20);
  }
  play.finish();
  EXPECT_EQ(play.verdict(), "blocked");
  EXPECT_EQ(play.result().reason, "the name stays in conflict (/steps/0)");
  EXPECT_EQ(play.count("connect"), 100);
  EXPECT_TRUE(play.judge().establish_failed());
}

TEST(Connect, ThatIsRefusedBlocks) {
  Play play(raw(R"({ "expect": "disconnect", "proves": ["M1"] })"));
  play.connects = false;
  play.begin().fin("component").finish();
  EXPECT_EQ(play.verdict(), "blocked");
  EXPECT_EQ(play.result().reason, "no connection (/steps/0)");
  EXPECT_TRUE(play.judge().establish_failed());
}

TEST(Connect, ThatIsNeverMadeBlocksAtTheCeilingAndNothingIsDrained) {
  Play play(raw(R"({ "expect": "disconnect", "proves": ["M1"] })"));
  play.connects = false;
  play.begin().pass(1'999);
  EXPECT_FALSE(play.finished());
  play.pass(1);
  EXPECT_TRUE(play.finished());
  EXPECT_EQ(play.verdict(), "blocked");
  EXPECT_FALSE(play.judge().ended_cleanly());
}

TEST(Connect, MayEndAtOnce) {
  Play play(raw(R"({ "expect": "disconnect", "proves": ["M1"] })"));
  play.connects = false;
  play.begin();
  play.judge().connected(0, 0);
  play.judge().closed(0, false, 0);
  play.finish();
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Connect, OfTheSameActorReplacesTheConnection) {
  Play play(
      R"([ { "establish": {} }, { "connect": {} }, { "send": "x" },
      { "expect": { "header": {} } } ])");
  play.begin();
  EXPECT_EQ(play.log()[3], "send component: </stream:stream>");
  EXPECT_EQ(play.log()[4], "fin component");
  EXPECT_EQ(play.log()[5], "connect component");
  EXPECT_FALSE(play.finished());  // the header of the former connection is not this one's
}

TEST(BothRoles, HaveTheSameScenario) {
  Stage stage;
  stage.tree = "both";
  const std::string steps = R"([ { "connect": {} }, { "send": "<a from='${us}' to='${them}'/>" },
                                 { "expect": "disconnect", "proves": ["M2"] } ])";
  Play component(steps, stage);
  component.begin();
  EXPECT_EQ(component.last_sent("us"), "<a from='probe@c1.host.example' to='host.example'/>");
  stage.role = Role::server;
  Play server(steps, stage);
  server.opens = false;
  server.begin();
  EXPECT_EQ(server.last_sent("us"), "");  // not our turn yet
  server.says("us", header_of("to='c1.host.example'"));
  EXPECT_EQ(server.last_sent("us"), "<a from='probe@host.example' to='c1.host.example'/>");
}

TEST(ServerRole, AcceptsAnyHandshakeAndWaitsToSettle) {
  Stage stage = as_server();
  stage.settle = 100'000;
  Play play(open(R"({ "send": "${sid}" })"), stage);
  play.begin();
  EXPECT_EQ(play.log()[0], "connect server");
  const std::string header = play.log()[1];
  EXPECT_TRUE(header.starts_with("send server: <stream:stream")) << header;
  EXPECT_NE(header.find(" from='c1.host.example' id='"), std::string::npos);
  EXPECT_EQ(play.log()[2], "send server: <handshake/>");
  play.pass(99);
  EXPECT_EQ(play.last_sent("server"), "<handshake/>");
  play.pass(1);
  // The id is read from what we sent ourselves.
  const std::string id = play.log()[3].substr(std::string("send server: ").size());
  EXPECT_NE(header.find("id='" + id + "'"), std::string::npos);
  EXPECT_EQ(id.size(), 32u);
}

TEST(ServerRole, ProvesAnEstablishByTheHandshake) {
  const auto outcome = [](const std::string& bytes) {
    Play play(R"([ { "establish": {}, "proves": ["M2"] } ])", as_server());
    play.opens = false;
    play.begin().says("server", bytes).finish();
    return play.outcome("M2");
  };
  EXPECT_EQ(outcome(header_of() + "<handshake>00</handshake>"), "met");
  EXPECT_EQ(outcome(header_of() + closing_tag), "unmet fail");
  EXPECT_EQ(outcome("<a></b>"), "unmet fail");
}

// ---- writing

TEST(Send, IsOneWriteOfWhatIsWrittenThere) {
  Play play(raw(R"x({ "send": " <a x='${domain:upper}'\t>$$5 ${hex:E2 82}${raw:secret}</a>" })x"));
  play.begin();
  EXPECT_EQ(play.log()[1], "send component:  <a x='C1.HOST.EXAMPLE'\t>$5 \xE2\x82secret1</a>");
}

TEST(Send, EscapesValuesButNotRawOnes) {
  Play play(
      raw(R"({ "send": "${header}" }, { "expect": { "header": {} }, "capture": { "got": "id" } },
                   { "send": "<a b='${got}'>${raw:got}</a>" })"));
  play.opens = false;
  play.begin().says("component", header_of("id='&lt;&apos;&amp;'"));
  EXPECT_EQ(play.log()[2], "send component: <a b='&lt;&apos;&amp;'><'&</a>");
}

TEST(Send, OctetsGoOutAsTheyAre) {
  Play play(raw(R"({ "send_hex": "3C 00ff" })"));
  play.begin();
  EXPECT_EQ(play.last_sent("component"), std::string("<\0\xFF", 3));
}

TEST(Send, PadIsRepeated) {
  Play play(raw(R"({ "send": "<a>${pad}</a>", "pad": { "char": "ab", "count": 3 } })"));
  play.begin();
  EXPECT_EQ(play.last_sent("component"), "<a>ababab</a>");
}

TEST(Send, ChunksAreWritesOfTheirOwnWithGapsBetween) {
  Play play(raw(R"({ "send": "abcdef", "chunks": [1, 2], "gap_ms": 10 }, { "send": "g" })"));
  play.begin();
  EXPECT_EQ(play.last_sent("component"), "a");
  play.pass(9);
  EXPECT_EQ(play.last_sent("component"), "a");
  play.pass(1);
  EXPECT_EQ(play.last_sent("component"), "bc");
  play.pass(10);
  EXPECT_EQ(play.log()[3], "send component: def");  // what is left goes last
  EXPECT_EQ(play.log()[4], "send component: g");
}

TEST(Send, BytewiseIsOneOctetAWrite) {
  Play play(raw(R"({ "send": "abc", "chunks": "bytewise" })"));
  play.begin();
  EXPECT_EQ(play.count("send component"), 3);
}

TEST(Send, ToAConnectionThatHasEndedDoesNothing) {
  Play play(raw(R"({ "expect": "disconnect" }, { "send": "abc", "chunks": "bytewise" },
                   { "expect": "disconnect", "proves": ["M1"] })"));
  play.begin().fin("component").finish();
  EXPECT_EQ(play.count("send"), 0);
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Send, StopsInMidChunkWhenTheConnectionEnds) {
  Play play(raw(
      R"({ "send": "abc", "chunks": "bytewise", "gap_ms": 10 }, { "expect": "disconnect",
      "proves": ["M1"] })"));
  play.begin().pass(10).fin("component").pass(10);
  EXPECT_EQ(play.count("send"), 2);
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Send, OfAnActorThatNeverConnectedBlocks) {
  Play play(R"([ { "as": "other", "send": "x" } ])");
  play.begin();
  EXPECT_EQ(play.verdict(), "blocked");
}

TEST(Variables, OfAnotherActorAreItsOwn) {
  Play play(R"([ { "connect": {} }, { "as": "second", "connect": { "name_of": "component" } },
                 { "send": "${domain} ${other.domain} ${second.domain} ${host} ${other.us}" } ])");
  play.begin();
  EXPECT_EQ(play.last_sent("component"),
            "c1.host.example c2.host.example c1.host.example host.example probe@c2.host.example");
}

TEST(Variables, ANameIsSharedWhereverItIsMentionedFirst) {
  Play play(R"([ { "send": "x", "as": "component", "why": "${ignored.domain}" },
                 { "as": "component", "send": "${second.domain}" },
                 { "as": "second", "connect": { "name_of": "component" } } ])");
  EXPECT_EQ(play.judge().resolver(0)("second.domain"), "c1.host.example");
}

TEST(Variables, OfAStreamWithoutAnIdAreThoseOfTheEmptyId) {
  Play play(raw(
      R"({ "send": "${sid}|${digest}" }, { "send": "${header}" }, { "expect": { "header": {} } },
                   { "send": "${sid}|${digest}" })"));
  play.opens = false;
  play.begin();
  EXPECT_EQ(play.log()[1], "send component: |");  // there is no header yet
  play.says("component", header_of(""));
  EXPECT_EQ(play.last_sent("component"), "|" + handshake_digest("", "secret1"));
}

TEST(Captures, KeepAnAttributeOrAnXPathString) {
  Play play(raw(R"x({ "expect": { "header": {} }, "capture": { "who": "from" } },
                   { "expect": { "element": "<iq/>" }, "capture": { "id": "/iq/@id",
                   "number": "count(//item)" } },
                   { "expect": { "element": "<message id='${id}'/>" }, "proves": ["M1"] },
                   { "send": "${who} ${id} ${number}" })x"));
  play.begin().says(
      "component",
      header_of() + "<iq id='a'><item/><item/></iq><message id='b'/><message id='a'/>");
  EXPECT_EQ(play.outcome("M1"), "met");
  EXPECT_EQ(play.last_sent("component"), "c1.host.example a 2");
}

TEST(Captures, TheLastOneCounts) {
  Play play(raw(
      R"({ "repeat": 2, "steps": [ { "expect": { "element": "<iq/>" },
      "capture": { "id": "/iq/@id" } } ] },
                   { "send": "${id}" })"));
  play.begin().says("component", header_of() + "<iq id='a'/><iq id='b'/>");
  EXPECT_EQ(play.last_sent("component"), "b");
}

// ---- repeats

TEST(Repeat, CountsFromOne) {
  Play play(raw(R"({ "repeat": 3, "steps": [ { "send": "${n}" } ] }, { "send": "x" })"));
  play.begin();
  EXPECT_EQ(play.log(),
            (std::vector<std::string>{"connect component", "send component: 1", "send component: 2",
                                      "send component: 3", "send component: x", "fin component",
                                      "close component"}));
}

TEST(Repeat, AProofInsideIsMetWhenItIsMetEveryTime) {
  const auto outcome = [](const std::string& bytes) {
    Play play(raw(
        R"({ "repeat": 3, "steps": [ { "expect": { "element": "<m id='${n}'/>" }, "within_ms": 5,
        "proves": ["S1"] } ] })"));
    play.begin().says("component", header_of() + bytes).finish();
    return play.outcome("S1");
  };
  EXPECT_EQ(outcome("<m id='3'/><m id='2'/><m id='1'/>"), "met");
  EXPECT_EQ(outcome("<m id='1'/><m id='3'/>"), "unmet warn");
  EXPECT_EQ(outcome("<m id='1'/><m id='2'/>"), "unmet warn");
}

TEST(Repeat, IsInheritedFromLikeEveryStep) {
  Play play(R"([ { "connect": {} }, { "as": "other", "connect": {} },
                 { "as": "other", "repeat": 1, "steps": [ { "send": "x" } ] } ])");
  play.begin();
  EXPECT_EQ(play.last_sent("other"), "x");
}

// ---- other verbs

TEST(Verbs, CloseReadStopAndWait) {
  Play play(R"([ { "connect": {} }, { "as": "b", "connect": {} }, { "as": "c", "connect": {} },
                 { "read": "pause" }, { "read": "resume" }, { "stop_target": "term" },
                 { "stop_target": "kill" },
                 { "wait": 30 }, { "close": "fin" }, { "as": "b", "close": "rst" }, { "as": "c",
                 "close": "tag" } ])");
  play.begin();
  EXPECT_EQ(play.log()[3], "pause component");
  EXPECT_EQ(play.log()[4], "resume component");
  EXPECT_EQ(play.log()[5], "terminate");
  EXPECT_EQ(play.log()[6], "kill");
  EXPECT_EQ(play.log().size(), 7u);
  play.pass(30);
  EXPECT_EQ(play.log()[7], "fin component");
  EXPECT_EQ(play.log()[8], "rst b");
  EXPECT_EQ(play.log()[9], "send c: </stream:stream>");
}

// ---- closing

TEST(Closing, ThePeersClosingTagIsAnsweredAfterARoundTripOfTwentyMillisecondsOrMore) {
  const auto answered_after = [](Micros round_trip) {
    Stage stage;
    stage.round_trip = round_trip;
    Play play(open(R"({ "expect": "disconnect", "within_ms": 1000, "proves": ["M1"] })"), stage);
    play.begin().pass(5).says("component", closing_tag);
    int ms = 0;
    for (; play.last_sent("component") != closing_tag && ms < 1'000; ++ms) play.pass(1);
    EXPECT_EQ(play.count("fin"), 0);  // it does not half-close
    return ms;
  };
  EXPECT_EQ(answered_after(1'000), 20);
  EXPECT_EQ(answered_after(50'000), 50);
}

TEST(Closing, IsAnsweredOnlyOnce) {
  Play play(open(R"({ "expect": "disconnect", "within_ms": 1000, "proves": ["M1"] })"));
  play.begin().says("component", closing_tag).pass(500).fin("component").finish();
  EXPECT_EQ(play.count("send component: </stream:stream>"), 1);
}

TEST(Closing, IsNotAnsweredWhenTheConnectionEnded) {
  Play play(open(R"({ "expect": "disconnect", "proves": ["M1"] }, { "wait": 100 })"));
  play.begin().says("component", closing_tag).pass(10).fin("component").finish();
  EXPECT_EQ(play.count("send component: </stream:stream>"), 0);
}

TEST(Closing, IsNotAnsweredWhenTheScenarioHasClosed) {
  Play play(
      open(R"({ "close": "tag" }, { "expect": "stream_end", "proves": ["M1"] }, { "wait": 100 })"));
  play.closes = false;
  play.begin().says("component", closing_tag).finish();
  EXPECT_EQ(play.count("send component: </stream:stream>"), 1);
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Draining, ClosesTheStreamAndReadsToTheEnd) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.closes = false;
  play.begin();
  EXPECT_EQ(play.log().back(), "send component: </stream:stream>");
  play.pass(100).says("component", "<message/>" + closing_tag);
  EXPECT_EQ(play.log().back(), "fin component");  // not before the peer has closed the stream
  EXPECT_FALSE(play.finished());
  play.fin("component");
  EXPECT_TRUE(play.finished());
  EXPECT_EQ(play.log().back(), "close component");
  EXPECT_TRUE(play.judge().ended_cleanly());
}

TEST(Draining, IsBounded) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.closes = false;
  play.begin().pass(499);
  EXPECT_EQ(play.count("fin"), 0);
  play.pass(1);
  EXPECT_EQ(play.count("fin"), 1);
  play.pass(499);
  EXPECT_FALSE(play.finished());
  play.pass(1);
  EXPECT_TRUE(play.finished());
  EXPECT_FALSE(play.judge().ended_cleanly());
  EXPECT_EQ(play.verdict(), "pass");
}

TEST(Draining, SendsNoClosingTagWithoutAStream) {
  Play play(raw(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.begin().finish();
  EXPECT_EQ(play.count("send"), 0);
  EXPECT_EQ(play.count("fin component"), 1);
}

TEST(Draining, WhatComesAfterwardsChangesNothing) {
  Play play(open(R"({ "expect": "silence", "proves": ["M1"] })"));
  play.begin().finish();
  const std::size_t entries = play.result().transcript.entries().size();
  std::string flood;
  for (std::size_t i = 0; i < 2 * limits::events_kept; ++i) flood += "<a/>";
  play.judge().bytes(0, flood, play.now());
  EXPECT_EQ(play.judge().next(play.now()).kind, Action::Kind::finished);
  EXPECT_EQ(play.verdict(), "pass");
  EXPECT_EQ(play.result().transcript.entries().size(), entries);
}

// ---- what is known of the target's health

std::string health(const std::string& steps, const std::string& bytes, bool reset = false) {
  Play play(open(steps));
  play.begin();
  if (!bytes.empty()) play.says("component", bytes);
  if (!play.finished()) reset ? play.rst("component") : play.fin("component");
  play.finish();
  return std::string(play.judge().ended_abruptly() ? "abrupt " : "") +
         (play.judge().names_free() ? "free " : "") + (play.judge().ended_cleanly() ? "clean" : "");
}

TEST(Health, AnOrderlyEndLeavesTheNameFree) {
  EXPECT_EQ(health(R"({ "expect": "silence" })", ""), "free clean");
  EXPECT_EQ(health(R"({ "expect": "disconnect" })", closing_tag), "free clean");
}

TEST(Health, AnEndInTheMiddleIsAbrupt) {
  EXPECT_EQ(health(R"({ "expect": "disconnect" })", ""), "abrupt clean");
  EXPECT_EQ(health(R"({ "expect": "disconnect" })", "", true), "abrupt clean");
  EXPECT_EQ(health(R"({ "expect": "disconnect" })", stream_error("conflict") + closing_tag, true),
            "free clean");
}

TEST(Health, OurOwnResetIsNot) {
  Play play(open(R"({ "close": "rst" })"));
  play.begin().finish();
  EXPECT_FALSE(play.judge().ended_abruptly());
  EXPECT_FALSE(play.judge().names_free());
}

// ---- bounds

TEST(Flood, OfElementsIsAFailAndNotOurDeath) {
  Play play(open(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] })"));
  play.closes = false;
  play.begin();
  std::string flood;
  for (std::size_t i = 0; i < limits::events_kept; ++i) flood += "<a/>";
  play.says("component", flood);
  EXPECT_TRUE(play.finished());
  EXPECT_EQ(play.now(), 0);  // it is not read to its end
  EXPECT_EQ(play.verdict(), "fail");
  EXPECT_EQ(play.log().back(), "close component");
  EXPECT_NE(play.result().reason.find("bounds of this tool"), std::string::npos);
}

TEST(Flood, OfBytesWithoutAnElementIsOneToo) {
  Play play(open(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] })"));
  play.begin();
  const std::string space(1024 * 1024, ' ');
  for (int i = 0; i <= 16 && !play.finished(); ++i) play.says("component", space);
  EXPECT_TRUE(play.finished());
  EXPECT_EQ(play.verdict(), "fail");
}

TEST(Flood, OfOneEndlessElementSaysWhichBoundItHit) {
  Play play(open(R"({ "expect": { "element": "<message/>" }, "proves": ["M1"] })"));
  play.begin().says("component", "<a>" + std::string(limits::element_bytes, 'x'));
  EXPECT_TRUE(play.finished());
  EXPECT_EQ(play.verdict(), "fail");
  EXPECT_EQ(play.result().reason.find("too much in all"), std::string::npos);
}

TEST(Flood, IsSharedByThoseThatRunTogether) {
  const Scenario scenario =
      scenario_of(file_of(open(R"({ "expect": { "element": "<b/>" }, "proves": ["M1"] })")));
  const Program& program = *scenario.cases[0].program(Role::component);
  Binding binding;
  binding.leases = {{"c1.host.example", "secret1"}};
  binding.events_of_all = std::make_shared<std::size_t>(limits::events_kept_by_all);
  {
    Interpreter judge(program, binding);
    judge.next(0);
    judge.connected(0, 0);
    std::string bytes = header_of();
    for (std::size_t i = 0; i < limits::events_kept_by_all / 10; ++i) bytes += "<a/>";
    judge.bytes(0, bytes, 0);
    EXPECT_EQ(judge.result().verdict, Verdict::fail);
    EXPECT_GT(*binding.events_of_all, limits::events_kept_by_all);
  }
  EXPECT_EQ(*binding.events_of_all, limits::events_kept_by_all);  // given back
}

// ---- evidence

TEST(Evidence, IsEverythingThatHappenedInOrder) {
  Play play(
      raw(R"({ "send": "x" }, { "expect": "disconnect", "within_ms": 7, "proves": ["M1"] })"));
  play.begin().pass(3).says("component", "y").finish();
  std::vector<std::string> lines;
  const auto transcript = play.result().transcript;
  for (const TranscriptEntry& entry : transcript.entries()) {
    lines.push_back(std::to_string(entry.t_us) + " " + entry.actor + " " +
                    std::string(to_string(entry.event)) + " " + entry.bytes);
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "0 component connected ", "0 component sent x", "3000 component received y",
                       "7000 component deadline 7 ms", "7000 component fin "}));
  EXPECT_EQ(play.result().divergence->transcript_index, 4u);
}

TEST(Evidence, OfTheServerRoleSaysAccepted) {
  Play play(R"([ { "connect": {} } ])", as_server());
  play.begin();
  EXPECT_EQ(play.result().transcript.entries()[0].event, TranscriptEvent::accepted);
}

}  // namespace
}  // namespace jcp::testing
