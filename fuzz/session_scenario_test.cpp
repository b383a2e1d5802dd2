// Sessions and steps: random sessions both ways, through the loader that reads the files of users,
// and steps that no session can express.

#include "session_scenario.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/loader.hpp"
#include "random_session_test.hpp"

namespace jcp::fuzz {
namespace {

using Kind = Action::Kind;

constexpr Role roles[] = {Role::component, Role::server};

Scenario load(const std::string& steps, Role role) {
  static const Catalogue catalogue;
  const std::string id = role == Role::component ? "server/x/a" : "component/x/a";
  const std::string text =
      R"({"title": "a finding", "rule": "what it breaks", "steps": )" + steps + "}";
  return load_scenario(id, text, "a.json", {catalogue});
}

const Program& program_of(const Scenario& scenario, Role role) {
  return *scenario.cases.at(0).program(role);
}

TEST(SessionScenario, GivesBackEverySession) {
  Chance chance(1);
  for (int i = 0; i < 3'000; ++i) {
    const Session session = testing::random_session(chance);
    for (const Role role : roles) {
      ASSERT_EQ(session_of(steps_of(session, role), role), session) << steps_of(session, role);
    }
  }
}

TEST(SessionScenario, EverySessionLoadsAndSendsWhatItSays) {
  Chance chance(2);
  for (int i = 0; i < 1'000; ++i) {
    const Session session = testing::random_session(chance);
    if (session.empty()) continue;
    for (const Role role : roles) {
      const std::string steps = steps_of(session, role);
      const Scenario scenario = load(steps, role);
      std::size_t sends = 0;
      for (const Operation& op : program_of(scenario, role).operations) {
        sends += std::holds_alternative<Send>(op.what) ? 1 : 0;
      }
      std::size_t expected = 0;
      for (const Action& action : session) {
        if (action.kind == Kind::establish) expected += 2;
        if (action.kind == Kind::send || action.kind == Kind::octets) ++expected;
      }
      ASSERT_EQ(sends, expected) << steps;
    }
  }
}

TEST(SessionScenario, TheLargestSessionsLoad) {
  Session waits(session_actions, {.kind = Kind::await});
  Session texts = {{.kind = Kind::connect}, {.kind = Kind::send}, {.kind = Kind::octets}};
  for (std::size_t i = 0; i < session_bytes / 2; i += 2) texts[1].text += "\xff\"";
  texts[2].text = std::string(session_bytes / 2, '\0');
  texts.push_back({.kind = Kind::advance, .number = longest_advance_ms});
  for (const Session& session : {waits, texts}) {
    ASSERT_TRUE(within_bounds(session));
    for (const Role role : roles) EXPECT_NO_THROW(load(steps_of(session, role), role));
  }
}

// What the loader made of a text, literals only.
std::string loaded_text(std::string text) {
  const Session session = {{.kind = Kind::connect}, {.kind = Kind::send, .text = std::move(text)}};
  const Scenario scenario = load(steps_of(session, Role::component), Role::component);
  std::string out;
  for (const Operation& op : program_of(scenario, Role::component).operations) {
    const Send* send = std::get_if<Send>(&op.what);
    if (!send) continue;
    for (const SendText::Part& part : send->text.parts()) {
      EXPECT_EQ(part.kind, SendText::Part::Kind::literal) << part.text;
      out += part.text;
    }
  }
  return out;
}

TEST(SessionScenario, WhatIsNoFieldIsSentOctetByOctet) {
  for (const std::string_view text :
       {"$", "$$", "$$$", "${", "${case.x}", "$${case.x}", "${third.domain}", "${digest:upper}",
        "${pad}", "${hex:41}", "a\xff$\xff", "\x01$", "$\x01", "\xE2\x82", "\xE2\x82\xAC",
        "a\r\n\tb"}) {
    EXPECT_EQ(loaded_text(std::string(text)), text);
  }
}

TEST(SessionScenario, StepsReadWell) {
  const Session session = {
      {.kind = Kind::connect},
      {.kind = Kind::send, .text = "${header}"},
      {.kind = Kind::await, .number = 0},
      {.kind = Kind::send, .actor = 1, .number = 3, .text = "<a>\xff$</a>"},
      {.kind = Kind::octets, .number = cut::bytewise, .text = "<b"},
      {.kind = Kind::rst},
  };
  EXPECT_EQ(steps_of(session, Role::component), R"([
  {"connect":{}},
  {"send":"${header}"},
  {"any_of":[{"steps":[{"expect":{"header":{}}}]}]},
  {"as":"other","send":"<a>${hex:ff}$$</a>","chunks":[3]},
  {"send_hex":"3c62","chunks":"bytewise"},
  {"close":"rst"}
]
)");
}

TEST(SessionScenario, LayoutOrderAndReasonsDoNotMatter) {
  const Session session = {{.kind = Kind::send, .actor = 1, .text = "a"}};
  EXPECT_EQ(session_of(R"([ {"why": "so", "send": "a",
                             "as": "other"} ])",
                       Role::server),
            session);
}

TEST(SessionScenario, OtherStepsAreRefused) {
  for (const std::string_view steps : {"",
                                       "[",
                                       "{}",
                                       "[1]",
                                       "[{}]",
                                       R"([{"connect":{"name_of":"other"}}])",
                                       R"([{"send":"${raw:sid}"}])",
                                       R"([{"send":"$${sid}"}])",
                                       R"([{"send":"${digest:upper}"}])",
                                       R"([{"send":"$"}])",
                                       R"([{"send":"${hex:41}"}])",
                                       R"([{"send":"a","chunks":[1,2]}])",
                                       R"([{"send":"a","chunks":[0]}])",
                                       R"([{"send":"a","gap_ms":1}])",
                                       R"([{"send_hex":"FF"}])",
                                       R"([{"send_hex":"f"}])",
                                       R"([{"expect":{"header":{}}}])",
                                       R"([{"close":"tag","as":"component"}])",
                                       R"([{"close":"tag","as":"user"}])",
                                       R"([{"close":"x"}])",
                                       R"([{"wait":-1}])",
                                       R"([{"wait":60001}])",
                                       R"([{"wait":1.5}])",
                                       R"([{"wait":4294967297}])",
                                       R"([{"close":"tag","connect":{}}])",
                                       R"([{"read":"pause"}])",
                                       R"([{"any_of":[]}])",
                                       "[null]"}) {
    EXPECT_EQ(session_of(steps, Role::component), std::nullopt) << steps;
  }
}

}  // namespace
}  // namespace jcp::fuzz
