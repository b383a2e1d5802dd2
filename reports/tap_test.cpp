// The file is read by the parser of node-tap; what it found has to be what the run says.

#include "tap.hpp"

#include <gmock/gmock.h>

#include "foreign_test.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

Json point_of(const Json& seen, const std::string& begin) {
  for (const Json& point : seen["points"]) {
    if (point["name"].get<std::string>().starts_with(begin)) return point;
  }
  ADD_FAILURE() << "no point " << begin;
  return Json::object();
}

RunResult green() {
  RunResult run = test::one_of_each();
  std::erase_if(run.results, [](const ScenarioResult& r) {
    return r.verdict >= Verdict::blocked || r.verdict == Verdict::skip;
  });
  run.support.clear();
  run.incidents.clear();
  run.exit_code = 0;
  return run;
}

TEST(Tap, TellsEverything) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  test::expect_golden("results.tap", tap_file(test::one_of_each(), context));
}

TEST(Tap, IsReadByAnother) {
  const RunResult run = test::one_with_a_baseline();
  const auto seen = test::seen_by("tap.js", tap_file(run, test::context_of()));
  if (!seen) GTEST_SKIP() << test::no_modules;
  EXPECT_EQ((*seen)["version"], 14);
  EXPECT_EQ((*seen)["complaints"], Json::array());
  // The results, a red twin, two stale entries, an incident.
  EXPECT_EQ((*seen)["count"], run.results.size() + 4);
  EXPECT_EQ((*seen)["planned"], (*seen)["count"]);
  EXPECT_EQ((*seen)["skip"], 1);
  EXPECT_EQ((*seen)["todo"], 2);
  EXPECT_EQ((*seen)["pass"], 5);   // three, the warning, the one that was skipped
  EXPECT_EQ((*seen)["fail"], 10);  // with what is to be done
  EXPECT_EQ((*seen)["ok"], false);
}

TEST(Tap, HostileTextStaysWhereItIs) {
  RunResult run = test::one_with_a_baseline();
  run.results[3].title = "# SKIP me \\# TODO not\nok 99 - forged {";
  run.results[3].reason = "\n  ...\nBail out! now\nnot: \"[yaml\\";
  run.results[9].reason = "needs # TODO users";
  const auto seen = test::seen_by("tap.js", tap_file(run, test::context_of()));
  if (!seen) GTEST_SKIP() << test::no_modules;
  EXPECT_EQ((*seen)["complaints"], Json::array());
  EXPECT_EQ((*seen)["planned"], (*seen)["count"]);
  EXPECT_EQ((*seen)["bailout"], false);
  const Json hangs = point_of(*seen, "server/xep0114/3/hangs");
  EXPECT_EQ(hangs["name"], "server/xep0114/3/hangs: # SKIP me \\\\# TODO not\\nok 99 - forged {}");
  EXPECT_EQ(hangs["skip"], false);
  EXPECT_EQ(hangs["todo"], false);
  EXPECT_EQ(hangs["diag"]["verdict"], "hang");
  EXPECT_EQ(hangs["diag"]["reason"], "\\n  ...\\nBail out! now\\nnot: \"[yaml\\\\");
  const Json skipped = point_of(*seen, "server/xep0114/3/skipped");
  EXPECT_EQ(skipped["skip"], "needs # TODO users");
  EXPECT_EQ(skipped["todo"], false);
}

TEST(Tap, ADiagnosticSaysWhatAPersonNeeds) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  const auto seen = test::seen_by("tap.js", tap_file(test::one_of_each(), context));
  if (!seen) GTEST_SKIP() << test::no_modules;
  const Json point = point_of(*seen, "server/xep0114/3.1/wrong-digest-refused#short");
  const Json diagnostic = point["diag"];
  EXPECT_EQ(point["ok"], false);
  EXPECT_EQ(diagnostic["verdict"], "fail");
  EXPECT_EQ(diagnostic["requirements"].size(), 2U);
  EXPECT_EQ(diagnostic["step"], "/steps/2");
  EXPECT_EQ(diagnostic["expected"], "stream error not-authorized");
  EXPECT_EQ(diagnostic["actual"], "<a b=']]>\\x02\\xFE[secret]'>");
  EXPECT_EQ(diagnostic["replay"],
            "jcpspec test 'server/xep0114/3.1/wrong-digest-refused#short' --target prosody");
  EXPECT_EQ(diagnostic["dialogue"].size(), 10U);
  const Json warns = point_of(*seen, "server/xep0114/3/warns");
  EXPECT_EQ(warns["ok"], true);
  EXPECT_EQ(warns["diag"]["verdict"], "warn");
  EXPECT_EQ(point_of(*seen, "server/xep0114/3/passes:")["diag"], Json());
  EXPECT_EQ(point_of(*seen, "incident crash")["diag"]["suspects"],
            Json::array({"server/xep0114/3/crashes"}));
}

TEST(Tap, ItIsGreenExactlyWhenTheRunIs) {
  std::vector<RunResult> runs = {green(), green(), green(), green(), green(), green(), green()};
  runs[1].fail_on = Grade::warn;
  runs[2].results = {test::one_of_each().results[9]};  // skipped: nothing was judged
  runs[3].stale = {{"server/mended", "is in order now"}};
  runs[4].interrupted = true;
  runs[5].never_ready = true;
  runs[6].results.push_back(test::one_with_a_baseline().results[0]);  // known
  for (RunResult& run : runs) {
    run.exit_code = exit_code_of(run);
    const std::string text = tap_file(run, test::context_of());
    const auto seen = test::seen_by("tap.js", text);
    if (!seen) GTEST_SKIP() << test::no_modules;
    EXPECT_EQ((*seen)["ok"], run.exit_code == 0) << text;
    EXPECT_EQ((*seen)["bailout"].is_string(), run.interrupted || run.never_ready);
  }
}

TEST(Tap, SecretsAreHidden) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  const std::string text = tap_file(test::one_with_a_baseline(), context);
  EXPECT_THAT(text, Not(HasSubstr("flux")));
  EXPECT_THAT(text, Not(HasSubstr(test::digest.substr(7))));
}

}  // namespace
}  // namespace jcp
