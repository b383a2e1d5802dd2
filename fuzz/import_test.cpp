#include "import.hpp"

#include <gtest/gtest.h>

namespace jcp::fuzz {
namespace {

using Kind = Action::Kind;

TEST(Import, TheKindOfArtifactIsTheOracle) {
  const std::pair<const char*, Oracle> files[] = {{"crash-1f", Oracle::crash},
                                                  {"out/timeout-1f", Oracle::hang},
                                                  {"oom-1f", Oracle::memory},
                                                  {"leak-1f", Oracle::memory},
                                                  {"/tmp/slow-unit-1f", Oracle::superlinear},
                                                  {"corpus/0a1b", Oracle::crash}};
  for (const auto& [name, oracle] : files) {
    EXPECT_EQ(finding_in(name, "").oracle, to_string(oracle)) << name;
  }
}

TEST(Import, TheNameBecomesOneOfAScenario) {
  EXPECT_EQ(scenario_path(finding_in("a/crash-1F_2.bin", ""), Role::component),
            "server/fuzz/imported-crash-1f-2-bin.json");
  EXPECT_EQ(scenario_path(finding_in("..", ""), Role::server), "component/fuzz/imported-file.json");
}

TEST(Import, ASessionComesBack) {
  const Session session{{Kind::connect, 0, 0, ""}, {Kind::send, 0, 7, "${header}<a/>"}};
  EXPECT_EQ(finding_in("crash-1", encode(session)).session, session);
}

TEST(Import, OtherBytesAreSent) {
  const Session session = finding_in("crash-1", "<a b='\xff'").session;
  ASSERT_EQ(session.size(), 2U);
  EXPECT_EQ(session[0].kind, Kind::connect);
  EXPECT_EQ(session[1].text, "<a b='\xff'");
}

}  // namespace
}  // namespace jcp::fuzz
