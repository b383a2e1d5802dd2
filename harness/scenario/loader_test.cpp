// A scenario file is read whole or refused with one line, "file:/json/pointer: sentence". A sound
// small one is broken in one place at a time.

#include <fstream>

#include "harness/xmpp/limits.hpp"
#include "judge_test.hpp"

namespace jcp::testing {
namespace {

const std::string silence = R"({ "expect": "silence", "proves": ["M1"] })";

// The refusal of these steps after a `connect`, without the name of the file.
std::string refused(const std::string& steps, const std::string& more = "") {
  const std::string line = refusal_of(file_of(R"([ { "connect": {} }, )" + steps + " ]", more));
  return line.starts_with("x.json:") ? line.substr(7) : line;
}

TEST(Loader, ReadsEveryField) {
  const Scenario scenario = scenario_of(R"({
    "title": "A title for tests", "rule": "A rule for tests", "twin": "server/a/b",
      "why": "because",
    "aliases": ["server/old"], "except": ["always/z"], "variants": [], "class": "slow",
      "needs": ["tls"],
    "killed_by": { "q": ["M1"] },
    "cases": { "b": { "x": "1" }, "a": { "x": "2", "title": "Another title", "class": "fast",
      "needs": ["users"],
                                         "killed_by": { "q": ["S1"], "r": ["M1"] } } },
    "steps": [ { "connect": {} }, { "expect": { "element": "<a b='${case.x}'/>" },
      "proves": ["M1"] } ] })");
  EXPECT_EQ(scenario.id, "server/x/y");
  EXPECT_EQ(scenario.twin, "server/a/b");
  EXPECT_EQ(scenario.aliases, std::vector<std::string>{"server/old"});
  EXPECT_EQ(scenario.except, std::vector<std::string>{"always/z"});
  EXPECT_FALSE(scenario.variants);
  ASSERT_EQ(scenario.cases.size(), 2u);
  const ScenarioCase& first = scenario.cases[0];
  EXPECT_EQ(scenario.key(first), "server/x/y#b");  // file order
  EXPECT_EQ(first.scenario_class, "slow");
  EXPECT_EQ(first.needs, std::vector<std::string>{"tls"});
  const ScenarioCase& second = scenario.cases[1];
  EXPECT_EQ(second.title, "Another title");
  EXPECT_EQ(second.scenario_class, "fast");
  EXPECT_EQ(second.needs, (std::vector<std::string>{"tls", "users"}));
  EXPECT_EQ(second.killed_by.at("q"), (std::vector<std::string>{"M1", "S1"}));
  EXPECT_EQ(second.killed_by.at("r"), std::vector<std::string>{"M1"});
}

TEST(Loader, MakesAProgramForEachRoleOfOurs) {
  const std::string text = file_of("[ { \"connect\": {} } ]");
  const auto roles = [&](const std::string& tree) {
    const Scenario scenario = scenario_of(text, tree);
    const ScenarioCase& c = scenario.cases.at(0);
    return std::string(c.program(Role::component) ? "component " : "") +
           (c.program(Role::server) ? "server" : "");
  };
  EXPECT_EQ(roles("server"), "component ");
  EXPECT_EQ(roles("component"), "server");
  EXPECT_EQ(roles("both"), "component server");
  EXPECT_EQ(refusal_of(text, "elsewhere"),
            "x.json:/: a scenario lies below server/, component/ or both/");
}

TEST(Loader, RefusesWhatIsNotTheFormOfAScenario) {
  EXPECT_TRUE(refusal_of("[]").starts_with("x.json:/: ")) << refusal_of("[]");
  EXPECT_TRUE(refused(R"({ "expect": "silence", "noun": 1 })").starts_with("/steps/1: "));
  EXPECT_TRUE(refused(R"({ "expect": "silence", "send": "x" })").starts_with("/steps/1: "));
  EXPECT_TRUE(refused(R"({ "why": "no verb" })").starts_with("/steps/1: "));
  EXPECT_TRUE(refused(R"({ "close": "slowly" })").starts_with("/steps/1/close: "));
  EXPECT_TRUE(refused(silence, R"("class": "other",)").starts_with("/class: "));
  EXPECT_TRUE(refused(silence, R"("extra": 1,)").starts_with("/: "));
}

TEST(Loader, RefusesAFormThatOnlyTheSchemaWouldHaveSeen) {
  // The embedded files are not validated again when they are read.
  const auto without_schema = [](std::string_view text) {
    try {
      load_scenario("server/x/y", text, "x.json", {catalogue(), nullptr, nullptr});
    } catch (const UserError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const std::string form = "this does not have the form of a";
  EXPECT_EQ(without_schema("{}"), "x.json:/: " + form + " scenario");
  EXPECT_EQ(without_schema(R"({ "title": "t", "rule": "r" })"), "x.json:/: " + form + " scenario");
  EXPECT_EQ(without_schema(file_of(R"([ { "send": 5 } ])")), "x.json:/steps/0: " + form + " step");
  EXPECT_EQ(without_schema(file_of(R"([ { "any_of": [ {} ] } ])")),
            "x.json:/steps/0: " + form + " step");
  EXPECT_EQ(without_schema(file_of(R"([ { "expect": {} } ])")),
            "x.json:/steps/0: " + form + " step");
}

TEST(Loader, RefusesADuplicateKey) {
  EXPECT_EQ(refused(silence, R"("cases": { "a": {}, "a": {} },)"),
            "/cases/a: this key stands twice in one object");
}

// ---- proofs

TEST(Proofs, HaveTheGradeOfTheirRequirement) {
  const Scenario scenario = scenario_of(file_of(R"([ { "connect": {} },
      { "expect": "silence", "proves": ["M1", "S1", "P1"] },
      { "expect": "silence", "proves": ["M2"], "grade": "info" } ])"));
  std::string grades;
  for (const Proof& proof : scenario.cases[0].program(Role::component)->proofs) {
    grades += proof.requirement + " " + std::string(to_string(proof.grade)) + ", ";
  }
  EXPECT_EQ(grades, "M1 fail, S1 warn, P1 info, M2 info, ");
}

TEST(Proofs, OfUnknownRequirementsAreRefused) {
  EXPECT_EQ(refused(R"({ "expect": "silence", "proves": ["X9"] })"),
            "/steps/1: no requirement X9 in the catalogue");
  EXPECT_EQ(refused(R"({ "any_of": [ { "steps": [ { "expect": "silence" },
                                                  { "expect": "silence",
                                                  "proves": ["X9"] } ] } ] })"),
            "/steps/1/any_of/0/steps/1: no requirement X9 in the catalogue");
}

TEST(Proofs, OfACaseReplaceTheWordCase) {
  const Scenario scenario = scenario_of(file_of(
      R"([ { "connect": {} }, { "expect": "silence", "proves": "${case}" }, { "expect": "silence",
      "proves": ["S1"] } ])",
      R"("cases": { "a": { "proves": ["M1", "M2"], "grade": "warn" },
      "b": { "proves": ["P1"] } },)"));
  const auto proofs = [&](std::size_t which) {
    std::string text;
    for (const Proof& proof : scenario.cases[which].program(Role::component)->proofs) {
      text += proof.requirement + " " + std::string(to_string(proof.grade)) + ", ";
    }
    return text;
  };
  EXPECT_EQ(proofs(0), "M1 warn, M2 warn, S1 warn, ");
  EXPECT_EQ(proofs(1), "P1 info, S1 warn, ");
}

// ---- cases

TEST(Cases, AreReplacedBeforeAnythingIsParsed) {
  Stage stage;
  stage.more = R"("cases": { "a": { "name": "digest", "rest": "x='${domain}'/>", "n": 3, "ms": 40,
                                    "conditions": ["conflict", "host-unknown"] } },)";
  Play play(
      R"([ { "connect": {} }, { "send": "<a ${case.rest}${${case.name}:upper}" },
      { "repeat": "${case.n}", "steps": [ { "send": "n=${case.n}" } ] },
                 { "expect": { "stream_error": "${case.conditions}" }, "within_ms": "${case.ms}",
                 "proves": ["M1"] } ])",
      stage);
  play.begin();
  EXPECT_EQ(play.log()[1], "send component: <a x='c1.host.example'/>");  // no digest without an id
  EXPECT_EQ(play.log()[4], "send component: n=3");
  EXPECT_EQ(*play.judge().deadline(), 40'000);
  play.says("component", header_of() + stream_error("host-unknown"));
  EXPECT_EQ(play.outcome("M1"), "met");
}

TEST(Cases, AreNotReplacedTwice) {
  EXPECT_EQ(refused(R"({ "send": "${case.x}!" })",
                    R"("cases": { "a": { "x": "${case.y}", "y": "z" } },)"),
            "/steps/1: no actor for ${case.y}");
}

TEST(Cases, NeedAValueForEverythingThatIsAskedFor) {
  EXPECT_EQ(refused(R"({ "send": "${case.y}" })", R"("cases": { "a": { "x": "1" } },)"),
            "/steps/1/send: the case has no value for ${case.y}");
  EXPECT_EQ(refused(R"({ "expect": { "header": { "a": "${case.y}" } } })"),
            "/steps/1/expect/header/a: the case has no value for ${case.y}");
  EXPECT_EQ(refused(R"({ "send": "${case.y" })", R"("cases": { "a": { "y": "1" } },)"),
            "/steps/1/send: \"${\" without \"}\"");
}

TEST(Cases, GiveValuesOfTheKindTheStepNeeds) {
  const std::string cases =
      R"("cases": { "a": { "list": ["x"], "many": ["<a/>", "<b/>"], "none": [] } },)";
  const std::string form = "/steps/1: this does not have the form of a step";
  EXPECT_EQ(refused(R"({ "send": "${case.list}" })", cases), form);
  EXPECT_EQ(refused(R"({ "expect": { "element": "${case.many}" } })", cases), form);
  EXPECT_EQ(refused(R"({ "expect": { "in_order": ["${case.many}"] } })", cases), form);
  EXPECT_EQ(refused(R"({ "expect": { "stream_error": "${case.none}" } })", cases),
            "/steps/1: no condition");
}

// ---- variables

TEST(Variables, ThatDoNotExistAreRefused) {
  const auto in_send = [](const std::string& text) {
    return refused(R"({ "send": ")" + text + R"(" })");
  };
  EXPECT_EQ(in_send("${nonsense}"), "/steps/1: unknown variable ${nonsense}");
  EXPECT_EQ(in_send("${raw:nonsense}"), "/steps/1: unknown variable ${nonsense}");
  EXPECT_EQ(in_send("${digest:sideways}"), "/steps/1: unknown form of ${digest:sideways}");
  EXPECT_EQ(in_send("${other.n}"), "/steps/1: unknown variable ${other.n}");
  EXPECT_EQ(in_send("${domain"), "/steps/1: \"${\" without \"}\"");
  EXPECT_EQ(in_send("${hex:0}"), "/steps/1: an odd number of hexadecimal digits");
  EXPECT_EQ(in_send("${hex:0g}"), "/steps/1: not a hexadecimal digit");
  EXPECT_EQ(in_send("${n}"), "/steps/1: ${n} outside of a repeat");
  EXPECT_EQ(in_send("${later}"), "/steps/1: unknown variable ${later}");
  EXPECT_EQ(in_send("$${nonsense} $ ${other.domain:upper} ${header} ${pad}"), "");
}

TEST(Variables, AreCheckedInPatternsHeadersXPathAndForbid) {
  EXPECT_EQ(refused(R"({ "expect": { "element": "<a b='${nonsense}'/>" } })"),
            "/steps/1: unknown variable ${nonsense}");
  EXPECT_EQ(refused(R"({ "expect": { "header": { "a": "${nonsense}" } } })"),
            "/steps/1: unknown variable ${nonsense}");
  EXPECT_EQ(refused(R"({ "expect": { "element": "<a/>", "xpath": "@a = ${nonsense}" } })"),
            "/steps/1: unknown variable ${nonsense}");
  EXPECT_EQ(refused(R"({ "fence": "component", "forbid": ["<a b='${nonsense}'/>"] })"),
            "/steps/1: unknown variable ${nonsense}");
  EXPECT_EQ(refused(R"({ "expect": { "element": "<a b='${pad}'/>" } })"),
            "/steps/1: unknown variable ${pad}");
}

TEST(Variables, WildcardsStandAloneInPatterns) {
  EXPECT_EQ(refused(R"({ "expect": { "element": "<a b='${any}' c='${none}'>${some}</a>" } })"), "");
  EXPECT_EQ(refused(R"({ "expect": { "header": { "a": "${none}" } } })"), "");
  const std::string alone = "/steps/1: ${any} stands alone in an attribute or text of a pattern";
  EXPECT_EQ(refused(R"({ "expect": { "element": "<a b='x${any}'/>" } })"), alone);
  EXPECT_EQ(refused(R"({ "expect": { "header": { "a": "x${any}" } } })"), alone);
  EXPECT_EQ(refused(R"({ "expect": { "element": "<a/>", "xpath": "@a = ${any}" } })"), alone);
  EXPECT_EQ(refused(R"({ "send": "${any}" })"), alone);
}

TEST(Captures, HaveNamesOfTheirOwnAndASource) {
  const auto captured = [](const std::string& expectation, const std::string& name) {
    return refused(R"({ "expect": )" + expectation + R"(, "capture": { ")" + name +
                   R"(": "/a" } }, { "send": "${)" + name + R"(}" })");
  };
  EXPECT_EQ(captured(R"({ "element": "<a/>" })", "mine"), "");
  for (const std::string name : {"domain", "n", "any", "header", "case", "a.b", "a:b", ""}) {
    EXPECT_EQ(captured(R"({ "element": "<a/>" })", name),
              "/steps/1: a capture cannot be called \"" + name + "\"");
  }
  EXPECT_EQ(captured(R"("disconnect")", "mine"),
            "/steps/1: only header, element and same can be captured from");
}

// ---- expectations

TEST(Expectations, AreReadBeforeAnythingRuns) {
  EXPECT_TRUE(
      refused(R"({ "expect": { "element": "<a" } })").starts_with("/steps/1: \"<a\" is not one"));
  EXPECT_TRUE(refused(R"({ "expect": { "element": "<a/>", "xpath": "][" } })")
                  .starts_with("/steps/1: \"][\" is not XPath"));
  EXPECT_EQ(refused(R"({ "expect": { "stream_error": "host-unkown" } })"),
            "/steps/1: there is no stream error condition \"host-unkown\"");
  EXPECT_EQ(refused(R"({ "expect": { "stream_error": ["conflict", "${any}"] } })"),
            "/steps/1: there is no stream error condition \"${any}\"");
  EXPECT_EQ(refused(R"({ "expect": { "stream_error": ["xml-not-well-formed", "${any}"] } })")
                .substr(0, 9),
            "/steps/1:");
  EXPECT_EQ(refused(R"({ "any_of": [ { "steps": [ { "send": "x" } ] } ] })"),
            "/steps/1/any_of/0/steps/0: a branch opens with expect or any_of");
}

// ---- actors

TEST(Actors, HaveDomainsInTheOrderOfTheFile) {
  const Scenario scenario = scenario_of(file_of(R"([
      { "as": "b", "connect": {} }, { "as": "a", "connect": { "name_of": "b" } }, { "as": "b",
      "send": "${c.domain}" },
      { "as": "user", "connect": {} }, { "as": "d", "connect": { "kind": "odd-secret" } } ])"));
  const Program& program = *scenario.cases[0].program(Role::component);
  std::string actors;
  for (const Actor& actor : program.actors) {
    actors += actor.name + "=" + std::to_string(actor.slot) + actor.kind + " ";
  }
  EXPECT_EQ(actors, "b=0 a=0 c=1 user=-1 d=2odd-secret ");
  EXPECT_EQ(program.slots, 3);
  EXPECT_FALSE(program.uses_host);
}

TEST(Actors, InheritTheirNameInABranch) {
  const Scenario scenario =
      scenario_of(file_of(R"([ { "connect": {} }, { "as": "b", "any_of": [ { "steps": [
      { "expect": "silence" }, { "connect": { "kind": "long-secret" } } ] } ] } ])"));
  const Program& program = *scenario.cases[0].program(Role::component);
  EXPECT_EQ(program.actors[0].kind, "");
  EXPECT_EQ(program.actors[1].kind, "long-secret");
}

TEST(Actors, AreRefusedWithoutAName) {
  EXPECT_EQ(refused(
                R"({ "as": "a", "connect": { "name_of": "b" } }, { "as": "b",
          "connect": { "name_of": "a" } })"),
            "/steps: name_of: b has no name of its own");
  EXPECT_EQ(refused(R"({ "as": "a", "connect": { "name_of": "a" } })"),
            "/steps: name_of: a has no name of its own");
  EXPECT_EQ(refused(R"({ "as": "a", "connect": { "kind": "${case.kind}" } })",
                    R"("cases": { "a": { "kind": "soft" } },)"),
            "/steps: no domain is of the kind soft");
  EXPECT_EQ(refused(R"({ "fence": "${case.to}" })", R"("cases": { "a": { "to": [] } },)"),
            "/steps/1: a fence needs an actor");
}

TEST(Host, IsNeededByItsVariablesAndByRoundTrips) {
  const auto uses_host = [](const std::string& step) {
    return scenario_of(file_of(R"([ { "connect": {} }, )" + step + "]"))
        .cases[0]
        .program(Role::component)
        ->uses_host;
  };
  EXPECT_TRUE(uses_host(R"({ "send": "${host}" })"));
  EXPECT_TRUE(uses_host(R"({ "expect": { "element": "<a from='${them}'/>" } })"));
  EXPECT_TRUE(uses_host(R"({ "fence": "round-trip" })"));
  EXPECT_FALSE(uses_host(R"({ "send": "${us}", "why": "not ${host}" })"));
}

// ---- bounds

TEST(Bounds, OfStepsAndActors) {
  std::string steps, names;
  for (std::size_t i = 1; i < limits::steps; ++i)
    steps += (i > 1 ? "," : "") + std::string(R"({ "send": "x" })");
  EXPECT_EQ(refused(steps), "");
  EXPECT_TRUE(refused(steps + R"(, { "send": "x" })").ends_with(": more than 256 steps"));
  for (std::size_t i = 1; i < limits::sessions; ++i)
    names += "${a" + std::to_string(i) + ".domain}";
  EXPECT_EQ(refused(R"({ "send": ")" + names + R"(" })"), "");
  EXPECT_EQ(refused(R"({ "send": "${b.domain})" + names + R"(" })"),
            "/steps/1: more than 64 actors");
}

TEST(Bounds, OfRepeats) {
  EXPECT_EQ(refused(R"({ "repeat": 1000, "steps": [ { "send": "x" } ] })"), "");
  EXPECT_EQ(refused(R"({ "repeat": 1001, "steps": [ { "send": "x" } ] })"),
            "/steps/1: 1001 is not a number from 1 to 1000");
  EXPECT_EQ(refused(R"({ "repeat": 0, "steps": [ { "send": "x" } ] })"),
            "/steps/1: 0 is not a number from 1 to 1000");
  EXPECT_EQ(refused(R"({ "repeat": 2 })"), "/steps/1: this does not have the form of a step");
  EXPECT_EQ(
      refused(R"({ "repeat": 2, "steps": [ { "repeat": 2, "steps": [ { "send": "x" } ] } ] })"),
      "/steps/1/steps/0: a repeat inside a repeat");
}

TEST(Bounds, NumbersOfACaseAreNumbers) {
  for (const std::string text :
       {"\"12x\"", "\"-1\"", "\"\"", "1.5", "-1", "99999999999999999999", "true", "[]"}) {
    const std::string cases = R"("cases": { "a": { "n": )" + text + " } },";
    const std::string line =
        refused(R"({ "repeat": "${case.n}", "steps": [ { "send": "x" } ] })", cases);
    EXPECT_TRUE(line.ends_with("is not a number from 1 to 1000")) << text << ": " << line;
  }
}

TEST(Bounds, OfWhatIsSent) {
  const auto sent = [](const std::string& count, const std::string& repeat = "1") {
    return refused(R"({ "repeat": )" + repeat +
                   R"(, "steps": [ { "send": "${pad}", "pad": { "char": "a", "count": )" + count +
                   " } } ] }");
  };
  EXPECT_EQ(sent("33554432"), "");
  EXPECT_EQ(sent("33554433"), "/steps/1/steps/0: 33554433 is not a number from 0 to 33554432");
  EXPECT_EQ(sent("33554", "1000"), "");
  EXPECT_EQ(sent("33555", "1000"),
            "/steps: sends 33555000 bytes in all its cases, the bound is 33554432");
  EXPECT_EQ(refused(R"({ "send": "${pad}", "pad": { "char": "a", "count": 17000000 } })",
                    R"("cases": { "a": {}, "b": {} },)"),
            "/steps: sends 34000000 bytes in all its cases, the bound is 33554432");
  EXPECT_EQ(refused(R"({ "send": "x", "chunks": [1, 0] })"),
            "/steps/1: 0 is not a number from 1 to 33554432");
}

TEST(Bounds, OfWaits) {
  const std::string minute = R"({ "wait": 60000 })", more = R"({ "wait": 1000 })";
  EXPECT_EQ(refused(minute), "");
  EXPECT_EQ(refused(minute + "," + more), "/: waits up to 61 s, the bound is 60 s");
  EXPECT_EQ(refused(minute + "," + more, R"("class": "slow",)"), "");
  EXPECT_EQ(refused(minute + "," + more, R"("cases": { "a": { "class": "slow" }, "b": {} },)"),
            "/cases/b: waits up to 61 s, the bound is 60 s");
  EXPECT_EQ(refused(R"({ "wait": 180001 })", R"("class": "slow",)"),
            "/steps/1: 180001 is not a number from 0 to 180000");
  EXPECT_EQ(refused(R"({ "repeat": 61, "steps": [ { "wait": 1000 } ] })"),
            "/: waits up to 61 s, the bound is 60 s");
  EXPECT_EQ(refused(R"({ "expect": "silence", "within_ms": 61000 })"),
            "/: waits up to 61 s, the bound is 60 s");
  EXPECT_EQ(refused(R"({ "send": "abcd", "chunks": "bytewise", "gap_ms": 20000 })"),
            "/: waits up to 80 s, the bound is 60 s");
  EXPECT_EQ(refused(R"({ "send": "abcd", "chunks": [1, 1], "gap_ms": 40000 })"),
            "/: waits up to 80 s, the bound is 60 s");
}

TEST(Bounds, OfXPath) {
  const auto with = [](std::size_t length) { return std::string(length - 1, ' ') + "a"; };
  const auto by_case = [&](std::size_t length) {
    return refused(R"({ "expect": { "element": "<a/>", "xpath": "${case.x}" } })",
                   R"("cases": { "c": { "x": ")" + with(length) + R"(" } },)");
  };
  EXPECT_EQ(by_case(512), "");
  EXPECT_EQ(by_case(513), "/steps/1: an XPath longer than 512 characters");
  EXPECT_EQ(
      refused(R"({ "expect": { "element": "<a/>" }, "capture": { "x": ")" + with(513) + R"(" } })"),
      "/steps/1: an XPath longer than 512 characters");
}

// ---- standing rules

std::string rule_refused(const std::string& fields) {
  static const JsonSchema schema(
      parse_json(embedded_scenarios().at("always.schema.json"), "always.schema.json"));
  const std::string text =
      R"({ "title": "A title for tests", "rule": "A rule for tests", "killed_by": {},
      "on": "received", )" +
      fields + " }";
  try {
    load_always_rule("always/x", text, "x.json", {catalogue(), nullptr, &schema});
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

TEST(AlwaysRules, AreReadOrRefused) {
  const std::string proves = R"("proves": ["M1"], )";
  EXPECT_EQ(
      rule_refused(
          proves +
          R"("when": "<iq/>", "require": ["<iq id='${some}'/>"], "forbid": [ { "xpath": "a" } ])"),
      "");
  EXPECT_EQ(rule_refused(proves + R"("when": { "event": "violation" })"), "");
  EXPECT_EQ(rule_refused(R"("proves": ["X9"], "when": "<iq/>", "require": ["<iq/>"])"),
            "x.json:/proves: no requirement X9 in the catalogue");
  EXPECT_EQ(rule_refused(proves + R"("when": "<iq", "require": ["<iq/>"])").substr(0, 13),
            "x.json:/when:");
  EXPECT_EQ(
      rule_refused(proves + R"("when": "<iq/>", "require": ["<iq/>", "<iq a='${nonsense}'/>"])"),
      "x.json:/require/1: unknown variable ${nonsense}");
  EXPECT_EQ(
      rule_refused(proves + R"("when": "<iq/>", "forbid": [ { "xpath": "][" } ])").substr(0, 18),
      "x.json:/forbid/0: ");
  EXPECT_EQ(
      rule_refused(proves + R"("when": "<iq/>", "forbid": [ { "condition": ["bad-format"] } ])"),
      "x.json:/forbid/0: this does not have the form of a standing rule");
  EXPECT_EQ(rule_refused(proves + R"("when": { "event": "violation" }, "forbid": ["<iq/>"])"),
            "x.json:/forbid/0: of a violation only conditions can be forbidden");
  EXPECT_EQ(
      rule_refused(
          proves +
          R"("when": { "event": "violation" }, "require": [ { "condition": ["bad-format"] } ])"),
      "x.json:/require/0: of a violation only conditions can be forbidden");
  EXPECT_EQ(rule_refused(proves + R"("when": { "event": "element" })"),
            "x.json:/: a rule that requires and forbids nothing");
}

// ---- the documentation

std::string page() {
  std::ifstream in(JCP_SCENARIOS_PAGE);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Documentation, EveryExampleLoads) {
  const std::string text = page();
  const std::string opening = "```json\n";
  int scenarios = 0, rules = 0, steps = 0;
  const FileSet files = embedded_scenarios();
  const Catalogue shipped = Catalogue::parse(files.at("requirements.json"), "requirements.json");
  const JsonSchema schema(parse_json(files.at("schema.json"), "schema.json"));
  const JsonSchema always_schema(parse_json(files.at("always.schema.json"), "always.schema.json"));
  const LoadContext context{shipped, &schema, &always_schema};
  for (std::size_t at = text.find(opening); at != std::string::npos;
       at = text.find(opening, at + 1)) {
    const std::size_t begin = at + opening.size();
    const std::string example = text.substr(begin, text.find("```", begin) - begin);
    const Json json = parse_json(example, "docs/SCENARIOS.md");
    if (json.contains("on")) {
      EXPECT_NO_THROW(load_always_rule("always/example", example, "example.json", context));
    } else if (json.contains("steps")) {
      EXPECT_NO_THROW(load_scenario("server/example", example, "example.json", context));
    } else {
      const std::string around = file_of(R"([ { "establish": {} }, )" + example + "]");
      EXPECT_NO_THROW(load_scenario("server/example", around, "example.json", context));
    }
    rules += json.contains("on");
    scenarios += json.contains("steps");
    steps += json.contains("any_of");
  }
  EXPECT_GE(scenarios, 1);
  EXPECT_GE(rules, 1);
  EXPECT_GE(steps, 1);
}

}  // namespace
}  // namespace jcp::testing
