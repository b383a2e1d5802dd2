// The quirk matrix finds what is wrong with a suite: each test plants one mistake into a small one
// that is exact.

#include "selftest.hpp"

#include "small_suite_test.hpp"

namespace jcp::testing {
namespace {

const std::string kills =
    R"("killed_by": { "keeps-stream-after-failure": ["M1"], "bare-close-on-failure": ["S1"] },)";

SelftestReport report(const Suite& suite, const std::string& only = {}) {
  return selftest(suite, Role::component, all_of(suite), only);
}

std::string findings(const SelftestReport& report) {
  std::string text;
  for (const std::string& finding : report.findings) text += finding + "\n";
  return text;
}

std::string findings_of(const std::string& steps, const std::string& killed_by) {
  return findings(
      report(suite_of({{"server/x", file_of(steps, "\"killed_by\": " + killed_by + ",")}})));
}

TEST(Selftest, OfAnExactSuiteFindsNothing) {
  const SelftestReport exact = report(suite_of({{"server/x", file_of(wrong_digest, kills)}}));
  EXPECT_EQ(findings(exact), "");
  EXPECT_EQ(exact.cases, 1);
  EXPECT_EQ(exact.proofs, 2);
  EXPECT_EQ(exact.quirks, 2);
  EXPECT_EQ(exact.distinct, 2);
  EXPECT_EQ(exact.runs, 4);  // correct, lawful, two quirks
}

TEST(Selftest, AProofNeedsAQuirkThatTurnsItRed) {
  EXPECT_EQ(findings_of(wrong_digest, R"({ "bare-close-on-failure": ["S1"] })"),
            "server/x: no quirk is named for M1\n");
}

TEST(Selftest, ANamedQuirkHasToBreakWhatItIsNamedFor) {
  const std::string text =
      findings_of(wrong_digest,
                  R"({ "keeps-stream-after-failure": ["M1"], "bare-close-on-failure": ["S1"],
      "repeats-stream-ids": ["M1"] })");
  EXPECT_EQ(text, "server/x: repeats-stream-ids should break M1, it is met (pass)\n");
}

TEST(Selftest, ANarrowQuirkBreaksNothingElse) {
  const std::string text =
      findings_of(wrong_digest,
                  R"({ "keeps-stream-after-failure": ["M1"], "bare-close-on-failure": ["S1"],
      "accepts-any-digest": ["S1"] })");
  EXPECT_NE(text.find("server/x: accepts-any-digest also changes M1 to unmet\n"), std::string::npos)
      << text;
}

TEST(Selftest, ANarrowQuirkChangesNoVerdictElsewhere) {
  const Suite suite = suite_of(
      {{"server/x", file_of(wrong_digest, kills)},
       {"server/y",
        file_of(R"([ { "connect": {} }, { "send": "${header}" }, { "expect": { "header": {} } },
                                    { "send": "<handshake>${digest:wrong-secret}</handshake>" },
                                    { "expect": { "stream_error": "not-authorized" } } ])")}});
  EXPECT_NE(findings(report(suite))
                .find("server/y: bare-close-on-failure changes the verdict to blocked\n"),
            std::string::npos);
}

TEST(Selftest, TheCorrectMockHasToPass) {
  const std::string steps =
      R"([ { "establish": {} }, { "expect": "disconnect", "within_ms": 5, "proves": ["S1"] } ])";
  EXPECT_EQ(findings_of(steps, R"({ "never-acknowledges": ["S1"] })"),
            "server/x: is warn on the correct mock\nserver/x: S1 is unmet on the correct mock\n");
}

TEST(Selftest, BlockedIsNotKilled) {
  const std::string text =
      findings_of(R"([ { "connect": {} }, { "send": "${header}" }, { "expect": { "header": {} } },
      { "send": "<handshake>${digest:wrong-secret}</handshake>" },
      { "expect": { "stream_error": "not-authorized" } },
      { "expect": "disconnect", "proves": ["M1"] } ])",
                  R"({ "keeps-stream-after-failure": ["M1"], "bare-close-on-failure": ["M1"] })");
  EXPECT_EQ(text, "server/x: bare-close-on-failure should break M1, it is not reached (blocked)\n");
}

TEST(Selftest, UnknownQuirksAreNamed) {
  EXPECT_EQ(findings_of(accepted, R"({ "nonsense": ["M1"] })"), "the mock has no quirk nonsense\n");
}

TEST(Selftest, QuirksThatBreakTheSameAreSynonyms) {
  const SelftestReport r = report(suite_of(
      {{"server/x",
        file_of(accepted,
                R"("killed_by": { "never-acknowledges": ["M1"], "sends-no-header": ["M1"] },)")}}));
  EXPECT_EQ(r.quirks, 2);
  EXPECT_EQ(r.distinct, 1);
  EXPECT_EQ(r.synonyms, std::vector<std::string>{"never-acknowledges, sends-no-header"});
}

TEST(Selftest, OfOneQuirkPlaysJustThat) {
  const Suite suite = suite_of({{"server/x", file_of(wrong_digest, kills)}});
  EXPECT_EQ(report(suite, "bare-close-on-failure").quirks, 1);
  EXPECT_EQ(findings(report(suite, "never-routes")), "no scenario names the quirk never-routes\n");
}

}  // namespace
}  // namespace jcp::testing
