// The scenario of every finding is an ordinary one: it passes schema and lint, and loads. What it
// says of a target is seen by playing it against the mocks.

#include "finding.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "harness/scenario/json_file.hpp"
#include "harness/scenario/lint.hpp"
#include "session_scenario.hpp"

namespace jcp::fuzz {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using Kind = Action::Kind;

constexpr Oracle all[] = {
    Oracle::crash,       Oracle::log,         Oracle::hang,       Oracle::spin,
    Oracle::memory,      Oracle::descriptors, Oracle::threads,    Oracle::reconnect_storm,
    Oracle::reply_class, Oracle::echo,        Oracle::superlinear};

Action send(std::string text) { return {Kind::send, 0, cut::none, std::move(text)}; }

// The scenarios of the binary, and this one.
std::vector<std::string> lint_of(const Finding& finding, Role role) {
  FileSet files;
  for (auto& [path, text] : embedded_scenarios()) {
    if (path.find('/') == std::string::npos) files.emplace(path, text);
  }
  files[scenario_path(finding, role)] = scenario_of(finding, role);
  std::vector<std::string> lines;
  for (const auto& found : lint(files, {})) lines.push_back(found.path + found.what);
  return lines;
}

Json steps_in(const Finding& finding, Role role) {
  return Json::parse(scenario_of(finding, role))["steps"];
}

std::vector<Session> sessions() {
  const std::string iq = "<iq type='get' id='1' from='${us}' to='${them}'><query xmlns='u'/></iq>";
  return {{},
          {send(iq)},
          {send(iq), {Kind::await, 0, 2, {}}, {Kind::advance, 0, 20'000, {}}},
          {{Kind::connect, 0, 0, {}},
           send("${header}"),
           {Kind::await, 0, 0, {}},
           send("<handshake>${digest}</handshake>"),
           {Kind::octets, 0, cut::bytewise, "<\x80>$${"},
           {Kind::rst, 0, 0, {}}},
          {send("<message to='${service}'><body>"), {Kind::fin, 0, 0, {}}}};
}

TEST(FindingScenario, OfEveryOraclePassesSchemaAndLint) {
  const char* details[] = {
      "signal 11",
      "",
      "\xff<\x01",
      "<message id='x$' from='a@c1.example' to='b@c2.example/$'/>",
      "<iq type='result'><query xmlns='u' a='${n}'>text ${b} &amp; $</query></iq>",
      "<message id='"};
  for (const Oracle oracle : all) {
    for (const Role role : {Role::component, Role::server}) {
      if (oracle == Oracle::reconnect_storm && role == Role::component) continue;  // does not dial
      const std::string name(to_string(oracle));
      const auto is_sound = [&](const char* detail, const Session& session) {
        const Finding finding{name, name + "-not-sent", detail, session};
        EXPECT_THAT(lint_of(finding, role), IsEmpty()) << scenario_of(finding, role);
      };
      for (const char* detail : details) is_sound(detail, sessions().front());
      for (const Session& session : sessions()) is_sound("signal 11", session);
    }
  }
}

TEST(FindingScenario, ReplyAndEchoOfEveryBucketPass) {
  const std::pair<const char*, const char*> buckets[] = {
      {"reply_class", "reply-handshake-without-digest"},
      {"reply_class", "reply-is-no-xml"},
      {"echo", "echo-changed"},
      {"echo", "echo-twice"},
      {"echo", "echo-not-sent-after-violation"},
      {"echo", "echo-no-stanza"}};
  for (const auto& [oracle, bucket] : buckets) {
    for (const Role role : {Role::component, Role::server}) {
      for (const char* detail : {"2 of 1", "<message id='a'><body>b</body></message>"}) {
        const Finding finding{oracle, bucket, detail, sessions()[3]};
        EXPECT_THAT(lint_of(finding, role), IsEmpty()) << scenario_of(finding, role);
      }
    }
  }
}

TEST(FindingScenario, BeginsWithTheStepsOfTheSession) {
  for (const Session& session : sessions()) {
    if (session.empty() || session[0].kind != Kind::connect) continue;
    const Json own = Json::parse(steps_of(session, Role::component));
    const Json steps = steps_in({"crash", "crash-sigsegv", "", session}, Role::component);
    ASSERT_GT(steps.size(), own.size());
    for (std::size_t i = 0; i < own.size(); ++i) EXPECT_EQ(steps[i], own[i]);
  }
}

TEST(FindingScenario, OpensTheStreamsThatACaseLeavesToItsPlayer) {
  const Session session{send("<a/>"), {Kind::send, 2, cut::none, "<b/>"}};
  const Json steps = steps_in({"echo", "echo-changed", "", session}, Role::component);
  EXPECT_EQ(steps[0], (Json{{"as", "third"}, {"establish", Json::object()}}));
  EXPECT_EQ(steps[1], (Json{{"as", "other"}, {"establish", Json::object()}}));
  EXPECT_EQ(steps[2], (Json{{"establish", Json::object()}}));
}

TEST(FindingScenario, ForbidsWhatWasSmuggledWhateverTheDomainsAreCalled) {
  const Session session{
      send("<message from='${us}' to='a@${other.domain}'><body>x</body></message>")};
  const Finding finding{"echo", "echo-not-sent",
                        "<iq id='s' from='u@c1.example/r' to='a@c2.example'><q xmlns='u'/></iq>",
                        session};
  const Json steps = steps_in(finding, Role::component);
  EXPECT_EQ(steps.back()["fence"], "other");
  EXPECT_EQ(steps.back()["forbid"],
            Json::array({"<iq id='s' type='${none}' from='u@${component.domain}/r' "
                         "to='a@${other.domain}'/>"}));
}

TEST(FindingScenario, KeepsADomainThatTheSessionSpellsOut) {
  const Session session{send("<message from='admin@host.example'/>")};
  const Finding finding{"echo", "echo-not-sent",
                        "<message id='s' from='admin@host.example' to='c2.example'/>", session};
  EXPECT_THAT(steps_in(finding, Role::component).back()["forbid"][0].get<std::string>(),
              HasSubstr("from='admin@host.example'"));
}

TEST(FindingScenario, AsksADeafStreamOnlyWhereAStanzaMayBegin) {
  const auto asks = [](Session session) {
    const Json steps = steps_in({"hang", "hang-stream", "", session}, Role::component);
    return steps.dump().find("after-all") != std::string::npos;
  };
  EXPECT_TRUE(asks({send("<message/>")}));
  EXPECT_FALSE(asks({send("<message>")}));
  EXPECT_FALSE(asks({send("<message/></b>")}));
  EXPECT_FALSE(asks({send("<message/>"), {Kind::fin, 0, 0, {}}}));
  EXPECT_FALSE(asks({{Kind::connect, 0, 0, {}}}));
  EXPECT_TRUE(asks({{Kind::connect, 0, 0, {}}, send("${header}<handshake>${digest}</handshake>")}));
}

TEST(FindingScenario, ForARouteThatIsDeafAMarkerHasToArrive) {
  const Finding finding{"hang", "hang-route-deaf", "", {send("<message/>")}};
  EXPECT_THAT(lint_of(finding, Role::component), IsEmpty());
  EXPECT_EQ(steps_in(finding, Role::component).back()["fence"], "other");
}

TEST(FindingScenario, MeasuresWhatGrowsFromOneGroupOfRoundsToTheNext) {
  const Session session{send("<message/>")};
  const Json steps = steps_in({"memory", "memory-grow", "", session}, Role::component);
  EXPECT_EQ(steps[0], Json::parse(R"({ "repeat": 90, "steps": [ { "establish": {} },
      { "send": "<message/>" }, { "sample": { "every": 15 } } ] })"));
  EXPECT_EQ(steps[1], Json::parse(R"({ "expect": { "measure": "memory", "grows_kib": 480 },
      "proves": ["XEP0114-3-129"], "grade": "fail" })"));
  const Json component = steps_in({"threads", "threads-grow", "", session}, Role::server);
  EXPECT_EQ(component[0], Json::parse(R"({ "establish": {} })"));
  EXPECT_EQ(component[1]["steps"][0], Json::parse(R"({ "send": "<message/>" })"));
  EXPECT_EQ(component[2]["expect"], Json::parse(R"({ "measure": "threads", "grows_by": 7 })"));
}

TEST(FindingScenario, TakesWhatALargeSessionLeavesLyingForNoGrowth) {
  const Session session{send(std::string(100 * 1024, ' '))};
  const Json steps = steps_in({"memory", "memory-grow", "", session}, Role::component);
  EXPECT_EQ(steps[0]["repeat"], 81);
  EXPECT_EQ(steps[1]["expect"]["grows_kib"], 13 * (32 + 2 * 100));
}

TEST(FindingScenario, RepeatsAsOftenAsItsBoundsAllow) {
  const auto rounds = [](Session session) {
    return steps_in({"memory", "memory-grow", "", session}, Role::component)[0]["repeat"];
  };
  EXPECT_EQ(rounds({{Kind::advance, 0, 7'000, {}}}), 7);
  EXPECT_EQ(rounds({send(std::string(1'000'000, ' '))}), 8);
  EXPECT_EQ(rounds({send("<a>b</a>"), send("<a/><a/>")}), 60);
}

TEST(FindingScenario, OnlyAsksWhetherItServesWhereItCannotBeRepeated) {
  const Session session{{Kind::advance, 0, 20'000, {}}};
  EXPECT_EQ(steps_in({"memory", "memory-grow", "", session}, Role::component).back()["fence"],
            "round-trip");
}

TEST(FindingScenario, MeasuresTheProcessorWhileNothingIsAsked) {
  const Session session{{Kind::send, 0, 5, "<message/>"}};
  const Json steps = steps_in({"spin", "spin-while-idle", "", session}, Role::component);
  EXPECT_EQ(steps[0]["steps"][1], Json::parse(R"({ "send": "<message/>", "chunks": [5],
      "gap_ms": 5 })"));
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(steps[2], Json::parse(R"({ "sample": {} })"));
  EXPECT_EQ(steps[3]["wait"], 1'000);
  EXPECT_EQ(steps[4], Json::parse(R"({ "sample": {} })"));
  EXPECT_EQ(steps[5]["expect"], Json::parse(R"({ "measure": "processor", "busy": 0.5 })"));
}

TEST(FindingScenario, RefusesAnOracleThatDoesNotExist) {
  EXPECT_THROW(scenario_of({"creash", "x", "", {}}, Role::component), std::invalid_argument);
}

TEST(Oracle, NamesComeBack) {
  for (const Oracle oracle : all) EXPECT_EQ(oracle_from(to_string(oracle)), oracle);
}

}  // namespace
}  // namespace jcp::fuzz
