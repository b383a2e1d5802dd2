// The judge against the mock server in virtual time: nothing waits really, and two runs are equal.

#include "virtual_run.hpp"

#include "small_suite_test.hpp"

namespace jcp::testing {
namespace {

mock::ServerConfig config() {
  mock::ServerConfig config;
  config.host = "host.example";
  config.components = {{"c1.host.example", "secret1"}, {"c2.host.example", "secret2"}};
  return config;
}

struct Played {
  ScenarioResult result;
  Micros end = 0;
};

Played play(const std::string& steps, mock::QuirkSet quirks = {}, Micros begin = 0) {
  const Scenario scenario = scenario_of(file_of(steps));
  Binding binding;
  binding.host = "host.example";
  binding.leases = {{"c1.host.example", "secret1"}, {"c2.host.example", "secret2"}};
  mock::ServerConfig server_config = config();
  server_config.quirks = quirks;
  mock::MockServer server(std::move(server_config));
  Interpreter judge(*scenario.cases[0].program(Role::component), binding);
  const Micros end = run_virtually(judge, server, begin);
  return {judge.result(), end};
}

std::string events(const ScenarioResult& result) {
  std::string text;
  for (const TranscriptEntry& entry : result.transcript.entries()) {
    text += std::to_string(entry.t_us) + " " + std::string(to_string(entry.event)) + " " +
            entry.bytes + "\n";
  }
  return text;
}

TEST(VirtualRun, PlaysADialogueToItsEnd) {
  const Played done = play(
      R"([ { "establish": {}, "proves": ["M1"] }, { "fence": "round-trip", "proves": ["M2"] } ])");
  EXPECT_EQ(done.result.verdict, Verdict::pass) << events(done.result);
  EXPECT_LT(done.end, 10'000);  // a few latencies
  EXPECT_EQ(done.result.transcript.entries().back().event, TranscriptEvent::fin);
}

TEST(VirtualRun, RoutesBetweenActors) {
  const Played done = play(
      R"([ { "establish": {} }, { "as": "other", "establish": {} }, { "fence": "other",
      "proves": ["M1"] } ])");
  EXPECT_EQ(done.result.verdict, Verdict::pass) << events(done.result);
}

TEST(VirtualRun, IsTheSameEveryTime) {
  EXPECT_EQ(events(play(accepted).result), events(play(accepted).result));
}

TEST(VirtualRun, CountsItsTimeFromTheBeginningOfTheScenario) {
  const Played done = play(R"([ { "connect": {} }, { "wait": 30000 } ])", {}, 5'000'000);
  EXPECT_GE(done.end, 35'000'000);
  EXPECT_EQ(done.result.transcript.entries().front().t_us, 0);
}

TEST(VirtualRun, WaitsForATargetThatIsMute) {
  const Played done = play(accepted, {mock::Quirk::never_acknowledges});
  EXPECT_EQ(done.result.verdict, Verdict::fail) << events(done.result);
  EXPECT_GE(done.end, 2'000'000);
}

TEST(VirtualRun, ResetsReachTheMock) {
  const Played done = play(
      R"([ { "establish": {} }, { "as": "other", "establish": {} }, { "close": "rst" },
      { "connect": {} },
                            { "send": "${header}" }, { "expect": { "header": {} },
                            "proves": ["M1"] } ])");
  EXPECT_EQ(done.result.verdict, Verdict::pass) << events(done.result);
}

TEST(VirtualRun, AStopOfTheTargetIsSeen) {
  const Played done = play(R"([ { "establish": {} }, { "stop_target": "term" },
                            { "expect": { "stream_error": "system-shutdown" }, "proves": ["S1"] },
                            { "expect": "disconnect", "proves": ["M1"] } ])");
  EXPECT_EQ(done.result.verdict, Verdict::pass) << events(done.result);
}

TEST(VirtualRun, WhatAMockUsesCannotBeSeen) {
  const Played done = play(R"([ { "establish": {} }, { "sample": {} }, { "sample": {} },
      { "expect": { "measure": "processor", "busy": 0.1 }, "proves": ["M1"] } ])");
  EXPECT_EQ(done.result.verdict, Verdict::pass) << events(done.result);
  EXPECT_EQ(done.result.proofs.at(0).outcome, Outcome::not_observable);
}

TEST(VirtualRun, HasRoomForTheLargestScenario) {
  const Played done = play(
      R"([ { "establish": {} }, { "send": "<message from='${us}' to='${them}'>${pad}</message>",
      "chunks": "bytewise",
                            "pad": { "char": " ", "count": 100000 } }, { "fence": "round-trip",
                            "proves": ["M1"] } ])");
  EXPECT_EQ(done.result.verdict, Verdict::pass);
}

// ---- against the mock component, which dials in

struct PlayedComponent {
  ScenarioResult result;
  bool alive = false;
  bool crashed = false;
};

PlayedComponent play_component(const std::string& steps, mock::ComponentQuirkSet quirks = {},
                               bool reconnects = true) {
  const Scenario scenario = scenario_of(file_of(steps), "component");
  Binding binding;
  binding.host = "host.example";
  binding.leases = {{"c1.host.example", "secret1"}};
  binding.canary = true;
  mock::ComponentConfig config;
  config.domain = "c1.host.example";
  config.secret = "secret1";
  config.quirks = quirks;
  config.reconnects = reconnects;
  mock::MockComponent component(std::move(config));
  Interpreter judge(*scenario.cases[0].program(Role::server), binding);
  run_virtually(judge, component, 0);
  return {judge.result(), judge.alive(), component.crashed()};
}

const std::string asked =
    R"([ { "establish": {}, "proves": ["M1"] }, { "fence": "round-trip", "proves": ["M2"] } ])";
const std::string twice =
    R"([ { "connect": {} }, { "expect": { "header": {} } }, { "close": "rst" },
  { "connect": {} }, { "expect": { "header": {} }, "proves": ["M1"] } ])";

TEST(VirtualRun, AComponentDialsInAndIsAsked) {
  const PlayedComponent done = play_component(asked);
  EXPECT_EQ(done.result.verdict, Verdict::pass) << events(done.result);
  EXPECT_EQ(done.result.transcript.entries().front().event, TranscriptEvent::accepted);
  EXPECT_TRUE(done.alive);
}

TEST(VirtualRun, AComponentComesBackOrDoesNot) {
  EXPECT_EQ(play_component(twice).result.verdict, Verdict::pass);
  const PlayedComponent once = play_component(twice, {}, false);
  EXPECT_EQ(once.result.verdict, Verdict::blocked);
  EXPECT_TRUE(once.result.reason.starts_with("no connection"));
}

// Deaf only at the end: what the scenario itself asks is a ping.
TEST(VirtualRun, TheCanaryTellsADeafComponentFromALivingOne) {
  const std::string steps = R"([ { "establish": {}, "proves": ["M1"] } ])";
  const PlayedComponent deaf = play_component(steps, {mock::ComponentQuirk::ignores_disco});
  EXPECT_EQ(deaf.result.verdict, Verdict::pass);
  EXPECT_FALSE(deaf.alive);
  EXPECT_TRUE(play_component(steps).alive);
}

// No question can be put into the middle of a tag, or behind the end of a stream.
TEST(VirtualRun, TheCanaryIsAskedOnlyWhereItCanBeHeard) {
  for (const char* last :
       {R"({ "send": "<message" })", R"({ "close": "tag" })", R"({ "close": "fin" })"}) {
    const PlayedComponent done =
        play_component(std::string(R"([ { "establish": {}, "proves": ["M1"] }, )") + last + " ]",
                       {mock::ComponentQuirk::ignores_disco});
    EXPECT_TRUE(done.alive) << last;
  }
}

}  // namespace
}  // namespace jcp::testing
