// The built-in target: what it offers, what becomes of a run that a quirk spoils, standing rules
// and twins over a whole run.

#include "mock_target.hpp"

#include "small_suite_test.hpp"

namespace jcp::testing {
namespace {

ScenarioResult play(const std::string& text, const MockOptions& options = {}) {
  const Suite suite = suite_of({{"server/one", text}});
  StandingRules rules(suite, Role::component);
  return run_on_mock(suite, Role::component, all_of(suite).at(0), options, rules);
}

std::string verdict(const ScenarioResult& result) {
  return std::string(to_string(result.verdict)) +
         (result.reason.empty() ? "" : ": " + result.reason);
}

TEST(MockTarget, OffersElevenDomainsAndOneOfEachKind) {
  std::string eleven, twelve;
  for (int i = 0; i < 11; ++i) eleven += "${a" + std::to_string(i) + ".domain}";
  const auto mentioning = [](const std::string& names) {
    return verdict(play(file_of(
        R"([ { "as": "a0", "establish": {}, "why": "" }, { "as": "a0", "send": "<message><body>)" +
        names + R"(</body></message>" } ])")));
  };
  EXPECT_EQ(mentioning(eleven), "pass");
  EXPECT_EQ(mentioning(eleven + "${b.domain}"), "skip: needs 12 domains");
  const auto kind = [](const std::string& name) {
    return R"({ "as": ")" + name + R"(", "establish": { "kind": "odd-secret" } })";
  };
  EXPECT_EQ(verdict(play(file_of("[" + kind("a") + "]"))), "pass");
  EXPECT_EQ(verdict(play(file_of("[" + kind("a") + "," + kind("b") + "]"))),
            "skip: needs two domains of the kind odd-secret");
}

TEST(MockTarget, SkipsWhatItDoesNotOffer) {
  EXPECT_EQ(verdict(play(file_of(R"([ { "as": "user", "connect": {} } ])"))), "skip: needs users");
  EXPECT_EQ(verdict(play(file_of(accepted, R"("needs": ["tls"],)"))), "skip: needs tls");
  EXPECT_EQ(verdict(play(file_of(accepted, R"("needs": ["distinct_secrets"],)"))), "pass");
}

TEST(MockTarget, SecretsThatAreHardToGetRightAreRight) {
  for (const std::string kind : {"odd-secret", "long-secret", "non-ascii-secret"}) {
    EXPECT_EQ(verdict(play(file_of(R"([ { "establish": { "kind": ")" + kind +
                                   R"(" }, "proves": ["M1"] } ])"))),
              "pass")
        << kind;
  }
}

TEST(MockTarget, NamesTheResult) {
  const ScenarioResult result = play(
      file_of(accepted, R"("class": "slow", "cases": { "a": { "title": "A case of its own" } },)"));
  EXPECT_EQ(result.key(), "server/one#a");
  EXPECT_EQ(result.title, "A case of its own");
  EXPECT_EQ(result.scenario_class, "slow");
  EXPECT_GT(result.duration_us, 0);
}

TEST(MockTarget, IsCrashedByAQuirk) {
  const std::string text = file_of(
      R"([ { "establish": {} }, { "send": "<log from='${us}' to='${them}'/>" }, { "wait": 10 } ])");
  EXPECT_EQ(verdict(play(text)), "pass");
  MockOptions options;
  options.quirks = {mock::Quirk::crashes_on_legacy_elements};
  EXPECT_EQ(play(text, options).verdict, Verdict::crash);
}

TEST(MockTarget, HangsWhenAFreshSessionIsNotServed) {
  const std::string text =
      file_of(R"([ { "connect": {} }, { "send": "${header}" }, { "expect": { "header": {} } },
                                       { "send": "<handshake>${digest}</handshake>" },
                                       { "wait": 10 } ])");
  EXPECT_EQ(verdict(play(text)), "pass");
  MockOptions options;
  options.quirks = {mock::Quirk::never_acknowledges};
  EXPECT_EQ(verdict(play(text, options)), "pass");  // it closes: nothing hints at a hang
  EXPECT_EQ(play(file_of(accepted), options).verdict, Verdict::hang);
}

// ---- whole runs

std::string line(const ScenarioResult& result) {
  return result.key() + " " + std::string(to_string(result.verdict));
}

std::string lines(const std::vector<ScenarioResult>& results) {
  std::string text;
  for (const ScenarioResult& result : results) text += line(result) + "\n";
  return text;
}

const std::string violations =
    R"({ "title": "A title for tests", "rule": "It is well-formed.", "proves": ["M2"],
    "killed_by": {}, "on": "received", "when": { "event": "violation" } })";
const std::string presences =
    R"({ "title": "A title for tests", "rule": "No presence.", "proves": ["S2"],
    "killed_by": {}, "on": "received", "when": "<presence/>", "forbid": ["<presence/>"] })";

TEST(MockRun, HasStandingRulesBehindTheResults) {
  const Suite suite = suite_of({{"server/a", file_of(accepted)},
                                {"always/well-formed", violations},
                                {"always/presence", presences}});
  const RunResult run = run_all_on_mock(suite, Role::component, all_of(suite), {});
  EXPECT_EQ(lines(run.results), "server/a pass\nalways/presence skip\nalways/well-formed pass\n");
  EXPECT_EQ(run.requirements[0].verdict, "pass");
  EXPECT_EQ(exit_code_of(run), 0);
}

TEST(MockRun, ABrokenRuleNamesTheFirstScenarioThatBrokeIt) {
  const std::string unknown = file_of(
      R"([ { "connect": {} },
      { "send": "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>" },
                                          { "expect": "disconnect", "proves": ["M1"] } ])");
  MockOptions options;
  options.quirks = {mock::Quirk::bare_error_for_missing_to};
  const Suite suite = suite_of(
      {{"server/a", file_of(accepted)}, {"server/b", unknown}, {"always/well-formed", violations}});
  const RunResult run = run_all_on_mock(suite, Role::component, all_of(suite), options);
  const ScenarioResult& rule = run.results.back();
  EXPECT_EQ(line(rule), "always/well-formed fail");
  EXPECT_EQ(rule.reason, "first broken in server/b");
  EXPECT_EQ(rule.divergence->expected, "It is well-formed.");
}

TEST(MockRun, AScenarioMayExceptARule) {
  const std::string unknown = file_of(
      R"([ { "connect": {} },
      { "send": "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>" },
                                          { "expect": "disconnect", "proves": ["M1"] } ])",
      R"("except": ["always/well-formed"],)");
  MockOptions options;
  options.quirks = {mock::Quirk::bare_error_for_missing_to};
  const Suite suite = suite_of({{"server/b", unknown}, {"always/well-formed", violations}});
  EXPECT_EQ(line(run_all_on_mock(suite, Role::component, all_of(suite), options).results.back()),
            "always/well-formed skip");
}

TEST(MockRun, TwinsThatWereNotSelectedRunTooAndBlock) {
  const Suite suite =
      suite_of({{"server/accepted", file_of(accepted)},
                {"server/refused", file_of(wrong_digest, R"("twin": "server/accepted",)")}});
  Filter filter;
  filter.ids = {"server/refused"};
  const auto cases = select(suite, Role::component, filter);
  const RunResult clean = run_all_on_mock(suite, Role::component, cases, {});
  EXPECT_EQ(lines(clean.results) + lines(clean.support),
            "server/refused pass\nserver/accepted pass\n");
  MockOptions options;
  options.quirks = {mock::Quirk::never_acknowledges};
  const RunResult spoiled = run_all_on_mock(suite, Role::component, cases, options);
  EXPECT_EQ(line(spoiled.results[0]), "server/refused blocked");
  EXPECT_EQ(spoiled.results[0].blocked_by, "server/accepted");
  EXPECT_EQ(exit_code_of(spoiled), 4);  // the twin hangs
}

TEST(MockRun, ALawfulMockPassesAsWell) {
  const Suite suite =
      suite_of({{"server/accepted", file_of(accepted)}, {"server/refused", file_of(wrong_digest)}});
  MockOptions options;
  options.lawful = true;
  EXPECT_EQ(lines(run_all_on_mock(suite, Role::component, all_of(suite), options).results),
            "server/accepted pass\nserver/refused pass\n");
}

// ---- the built-in component

ScenarioResult play_component(const std::string& text, const MockOptions& options = {}) {
  const Suite suite = suite_of({{"component/one", text}});
  const std::vector<CaseRef> cases =
      select(suite, Role::server, Filter{.classes = {"fast", "slow", "destructive"}});
  StandingRules rules(suite, Role::server);
  return run_on_mock(suite, Role::server, cases.at(0), options, rules);
}

TEST(MockComponentTarget, OffersWhatAComponentCan) {
  const std::string establish = R"([ { "establish": {}, "proves": ["M1"] } ])";
  for (const char* need : {"echo", "ping", "reconnects"}) {
    const std::string needs = std::string(R"("needs": [")") + need + R"("],)";
    EXPECT_EQ(verdict(play_component(file_of(establish, needs))), "pass") << need;
  }
  EXPECT_EQ(verdict(play_component(file_of(R"([ { "establish": {} },
                { "as": "other", "establish": {}, "proves": ["M1"] } ])"))),
            "skip: needs a second component");
}

TEST(MockComponentTarget, DiesAndFallsSilentOfItsQuirks) {
  MockOptions options;
  options.component_quirks.add(mock::ComponentQuirk::dies_of_missing_from);
  EXPECT_EQ(verdict(play_component(file_of(R"([ { "establish": {} },
                { "send": "<message/>" }, { "fence": "round-trip", "proves": ["M1"] } ])"),
                                   options)),
            "crash: the mock component died of its quirk");
  options = {};
  options.component_quirks.add(mock::ComponentQuirk::ignores_disco);
  EXPECT_EQ(
      verdict(play_component(file_of(R"([ { "establish": {}, "proves": ["M1"] } ])"), options)),
      "hang: its connection is open, but a disco#info is not answered any more");
}

}  // namespace
}  // namespace jcp::testing
