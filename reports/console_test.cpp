#include "console.hpp"

#include <gmock/gmock.h>

#include "printable.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Console, TellsEverythingOnce) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  test::expect_golden("console.txt", console_report(test::one_of_each(), context, {}));
}

TEST(Console, TheSummaryBeginsWithTheTargetAndItsTotalsAddUp) {
  RunResult run = test::one_of_each();
  run.target_name = "prosody";
  run.target_version = "prosody 0.12.3";
  EXPECT_EQ(summary_line(run),
            "prosody 0.12.3: 11 selected = 3 pass + 1 warn + 2 fail + 1 crash + 1 hang + 1 blocked "
            "+ 1 skip + 1 error, in 61.000 s, seed 1955, exit 4");
  run.target_version = "0.12.3";
  EXPECT_THAT(summary_line(run), testing::StartsWith("prosody 0.12.3: "));
  run.target_version.clear();
  EXPECT_THAT(summary_line(run), testing::StartsWith("prosody: "));
}

TEST(Console, NothingOfAPeerReachesTheTerminalUnescaped) {
  const std::string text = console_report(test::one_of_each(), test::context_of(), {});
  for (const unsigned char c : text) {
    EXPECT_TRUE(c == '\n' || (c >= 0x20 && c != 0x7F)) << static_cast<int>(c);
  }
  EXPECT_THAT(text, Not(HasSubstr("\u202E")));
}

TEST(Console, WhatTheBaselineKnowsIsShortAndWhatIsStaleIsNamed) {
  const std::string text =
      console_report(test::one_with_a_baseline(), test::context_of(), ConsoleOptions{});
  EXPECT_THAT(text, HasSubstr("wrong-digest-refused#short  known\n"));
  EXPECT_THAT(text, HasSubstr("a reason ]]>\\x01\\xFF, https://example.org/1\n"));
  EXPECT_THAT(text, HasSubstr("no reason given"));
  EXPECT_THAT(text, Not(HasSubstr("first divergence")));
  EXPECT_THAT(text, HasSubstr("Known to the baseline: 2\n"));
  EXPECT_THAT(text, HasSubstr("server/mended: the entry of the baseline is in order now\n"));
  EXPECT_THAT(text, HasSubstr("server/typo\\x1B[31m<&: the entry of the baseline names nothing\n"));
}

TEST(Console, ColoursOnlyWhenAskedFor) {
  RunResult run = test::one_of_each();
  ConsoleOptions colour;
  colour.colour = true;
  EXPECT_THAT(console_report(run, test::context_of(), colour), HasSubstr("\x1b[31;1mfail"));
  EXPECT_THAT(console_report(run, test::context_of(), {}), Not(HasSubstr("\x1b")));
}

TEST(Console, SecretsAndDigestsAreHiddenWhenTheyAreNotOurs) {
  const RunResult run = test::one_of_each();
  const std::string hidden =
      console_report(run, test::context_of(Redaction({test::secret}, true)), {});
  EXPECT_THAT(hidden, Not(HasSubstr("flux")));
  EXPECT_THAT(hidden, Not(HasSubstr(test::digest.substr(7))));
  EXPECT_THAT(hidden, Not(HasSubstr(test::digest.substr(0, 7))));
  const std::string open = console_report(run, test::context_of(), {});
  EXPECT_THAT(open, HasSubstr("flux"));
  EXPECT_THAT(open, HasSubstr(test::digest.substr(7)));
}

TEST(Console, AWholeTranscriptOnRequest) {
  ConsoleOptions whole;
  whole.transcripts = true;
  const std::string text = console_report(test::one_of_each(), test::context_of(), whole);
  EXPECT_THAT(text, HasSubstr(std::string(5'000, 'y')));
  EXPECT_THAT(text, HasSubstr("server/xep0114/3/passes\n"));
}

TEST(Console, StepsOfADeletedScenarioAreNoProblem) {
  RunResult run = test::one_of_each();
  run.results[0].id = "server/gone/for/ever";
  run.results[1].divergence = Divergence{"/steps/99", "a", "b", 0, false};
  EXPECT_THAT(console_report(run, test::context_of(), {}), HasSubstr("/steps/99\n"));
}

TEST(Printable, Utf8StandsAsItIs) {
  EXPECT_EQ(printable("ключ é 日本 😀"), "ключ é 日本 😀");
  EXPECT_EQ(printable("a\tb\r\n"), "a\\tb\\r\\n");
  EXPECT_EQ(printable("\\"), "\\\\");
}

TEST(Printable, EverythingElseIsEscaped) {
  EXPECT_EQ(printable(std::string("\0\x7f", 2)), "\\x00\\x7F");
  EXPECT_EQ(printable("\xc0\x80 \xed\xa0\x80 \xf4\x90\x80\x80 \xe2\x82"),
            "\\xC0\\x80 \\xED\\xA0\\x80 \\xF4\\x90\\x80\\x80 \\xE2\\x82");
  EXPECT_EQ(printable("\u202E\u200B\uFEFF\u0085"), "\\u{202E}\\u{200B}\\u{FEFF}\\u{85}");
}

TEST(Printable, LongTextLosesItsMiddleBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "é";
  const std::string result = shortened(text, 99);
  EXPECT_LT(result.size(), 130U);
  EXPECT_EQ(printable(result), result);
  EXPECT_THAT(result, HasSubstr(" bytes ...] "));
  EXPECT_EQ(shortened("short", 99), "short");
}

TEST(Evidence, ReplayLinesSurviveAShell) {
  EXPECT_EQ(quoted("prosody"), "prosody");
  EXPECT_EQ(quoted("it's; rm -rf $HOME"), "'it'\\''s; rm -rf $HOME'");
  EXPECT_EQ(quoted(""), "''");
}

TEST(Evidence, TwoDialoguesPartWhereTheySaySomethingElse) {
  using Event = TranscriptEvent;
  const std::vector<TranscriptEntry> one = {{0, "c", Event::connected, ""},
                                            {1, "c", Event::received, "<a id='0123-4567-89ab'/>"},
                                            {2, "c", Event::deadline, "150 ms"}};
  std::vector<TranscriptEntry> other = one;
  other[1] = {9, "c", Event::received, "<a id='ffffffff-00'/>"};
  other[2].bytes = "2000 ms";
  EXPECT_EQ(first_difference(one, other), std::nullopt);
  other[1].bytes = "<b id='ffffffff-00'/>";
  EXPECT_EQ(first_difference(one, other), 1U);
  other = one;
  other.pop_back();
  EXPECT_EQ(first_difference(one, other), 2U);
  EXPECT_EQ(first_difference(one, {}), 0U);
}

}  // namespace
}  // namespace jcp
