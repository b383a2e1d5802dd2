#include "options.hpp"

#include <gmock/gmock.h>

#include "suggestion.hpp"

namespace jcp::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Command parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "jcpspec");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

TestOptions parse_test(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "test");
  return std::get<TestOptions>(parse(std::move(arguments)));
}

// What the user is told, "" when the line is fine.
std::string complaint(std::vector<const char*> arguments) {
  try {
    parse(std::move(arguments));
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

TEST(Options, TestNeedsNothing) {
  const TestOptions o = parse_test({});
  EXPECT_TRUE(o.built_in());
  EXPECT_THAT(o.filter.classes, ElementsAre("fast"));
  EXPECT_EQ(o.repeat, 1);
  EXPECT_FALSE(o.seed);
  EXPECT_FALSE(o.judging.fail_on);
}

TEST(Options, AllOfTest) {
  const TestOptions o = parse_test({"a/b",
                                    "--target",
                                    "prosody",
                                    "c/*",
                                    "--only",
                                    "x",
                                    "--only",
                                    "y",
                                    "d",
                                    "--skip",
                                    "z",
                                    "--family",
                                    "OPEN",
                                    "--class",
                                    "slow",
                                    "--class",
                                    "fast",
                                    "--strict",
                                    "--fail-on",
                                    "should",
                                    "--baseline",
                                    "known.json",
                                    "--write-baseline",
                                    "new.json",
                                    "--repeat",
                                    "3",
                                    "--shuffle",
                                    "--seed",
                                    "0",
                                    "--jobs",
                                    "4",
                                    "--report",
                                    "json=a=b.json",
                                    "--report",
                                    "junit=c.xml",
                                    "--out",
                                    "dir",
                                    "--time-scale",
                                    "2.5",
                                    "--fail-fast",
                                    "--show-transcript",
                                    "--no-redact",
                                    "--no-deadlines",
                                    "--scenarios",
                                    "tree"});
  EXPECT_EQ(o.target, "prosody");
  EXPECT_THAT(o.filter.ids, ElementsAre("a/b", "c/*", "d"));
  EXPECT_THAT(o.filter.only, ElementsAre("x", "y"));
  EXPECT_THAT(o.filter.skip, ElementsAre("z"));
  EXPECT_THAT(o.filter.families, ElementsAre("OPEN"));
  EXPECT_THAT(o.filter.classes, ElementsAre("slow", "fast"));
  EXPECT_EQ(o.judging.fail_on, Grade::warn);
  EXPECT_EQ(o.judging.baseline, "known.json");
  EXPECT_EQ(o.write_baseline, "new.json");
  EXPECT_EQ(o.repeat, 3);
  EXPECT_EQ(o.seed, 0U);
  EXPECT_EQ(o.jobs, 4);
  ASSERT_EQ(o.output.reports.size(), 2U);
  EXPECT_EQ(o.output.reports[0].file, "a=b.json");
  EXPECT_EQ(o.output.reports[1].format, "junit");
  EXPECT_EQ(o.output.folder, "dir");
  EXPECT_DOUBLE_EQ(o.time_scale, 2.5);
  EXPECT_EQ(o.scenarios, "tree");
  EXPECT_TRUE(o.strict && o.shuffle && o.fail_fast && o.output.show_transcript && o.no_redact &&
              o.no_deadlines);
}

TEST(Options, Connect) {
  const TestOptions o =
      parse_test({"--connect", "[::1]:5347", "--component", "a.example=x=y", "--component",
                  "b.example=@file", "--host", "example", "--allow-remote", "h"});
  EXPECT_EQ(o.connect, "[::1]:5347");
  EXPECT_THAT(o.components, ElementsAre("a.example=x=y", "b.example=@file"));
  EXPECT_FALSE(o.built_in());
}

TEST(Options, MockComponent) {
  const auto o = std::get<MockComponentOptions>(
      parse({"mock-component", "--connect", "127.0.0.1:1", "--component", "a.example=b", "--quirk",
             "x", "--quirk", "y", "--no-reconnect", "--lawful", "--seed", "3"}));
  EXPECT_EQ(o.connect, "127.0.0.1:1");
  EXPECT_THAT(o.components, ElementsAre("a.example=b"));
  EXPECT_THAT(o.quirks, ElementsAre("x", "y"));
  EXPECT_TRUE(o.no_reconnect && o.lawful);
  EXPECT_EQ(o.seed, 3U);
}

TEST(Options, EveryClass) {
  EXPECT_EQ(parse_test({"--class", "all"}).filter.classes.size(), 3U);
  EXPECT_EQ(std::get<ListOptions>(parse({"list"})).filter.classes.size(), 3U);
}

TEST(Options, TheBuiltInMockByName) {
  EXPECT_TRUE(parse_test({"--target", "mock"}).built_in());
  EXPECT_EQ(parse_test({"--target", "mock", "--fail-on", "may"}).judging.fail_on, Grade::info);
}

TEST(Options, MistakesAreNamedInOneLine) {
  const std::pair<std::vector<const char*>, const char*> mistakes[] = {
      {{"tset"}, "no command \"tset\"; did you mean \"test\"?"},
      {{"--verson"}, "did you mean \"--version\"?"},
      {{"test", "--tagret=x"}, "no option --tagret of `jcpspec test`; did you mean \"--target\"?"},
      {{"test", "--target"}, "--target"},
      {{"test", "--repeat", "0"}, "--repeat"},
      {{"test", "--repeat", "many"}, "--repeat"},
      {{"test", "--jobs", "1000"}, "--jobs"},
      {{"test", "--time-scale", "-1"}, "--time-scale"},
      {{"test", "--seed", "-5"}, "--seed"},
      {{"test", "--class", "quick"}, "--class quick: no such class; there are fast, slow"},
      {{"test", "--report", "json"}, "--report json: write FORMAT=FILE"},
      {{"test", "--report", "json="}, "write FORMAT=FILE"},
      {{"test", "--report", "juint=x"}, "no format juint; there are json, jsonl, junit, "},
      {{"test", "--report", "juint=x"}, "did you mean \"junit\"?"},
      {{"test", "--fail-on", "warn"}, "--fail-on warn: write must, should or may"},
      {{"test", "--fail-on", "must"}, "--fail-on needs a target"},
      {{"test", "--target", "a", "--connect", "b:1"}, "one of them is enough"},
      {{"test", "--component", "a=b"}, "belong to --connect"},
      {{"show"}, "ID"},
      {{"show", "a", "b"}, "\"b\" is one argument too many of `jcpspec show`"},
      {{"coverage", "--side", "left"}, "--side"},
  };
  for (const auto& [arguments, expected] : mistakes) {
    const std::string text = complaint(arguments);
    EXPECT_THAT(text, HasSubstr(expected));
    EXPECT_THAT(text, testing::Not(HasSubstr("\n")));
  }
}

TEST(Options, HelpAndVersion) {
  EXPECT_THAT(std::get<Text>(parse({"--version"})).text, testing::StartsWith("jcpspec "));
  EXPECT_THAT(std::get<Text>(parse({"--help"})).text, HasSubstr("Exit codes"));
  EXPECT_THAT(std::get<Text>(parse({"test", "--help"})).text, HasSubstr("--time-scale"));
  EXPECT_EQ(std::get<Text>(parse({"--help"})).exit_code, 0);
  EXPECT_EQ(std::get<Text>(parse({})).exit_code, 2);
}

TEST(Suggestion, NearestNameOrNone) {
  const std::vector<std::string> names = {"list", "test", "check", "selftest"};
  EXPECT_EQ(nearest("tset", names), "test");
  EXPECT_EQ(nearest("chekc", names), "check");
  EXPECT_EQ(nearest("self-test", names), "selftest");
  EXPECT_EQ(nearest("frobnicate", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(suggestion("lsit", names), "; did you mean \"list\"?");
  EXPECT_EQ(nearest(std::string(100'000, 'x'), names), "");
}

FuzzOptions parse_fuzz(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "fuzz");
  return std::get<FuzzOptions>(parse(std::move(arguments)));
}

TEST(Options, FuzzTakesTenMinutesUnlessTold) {
  EXPECT_EQ(parse_fuzz({}).time_ms, 600'000);
  EXPECT_EQ(parse_fuzz({"--time", "90s"}).time_ms, 90'000);
  EXPECT_EQ(parse_fuzz({"--time", "1.5h"}).time_ms, 5'400'000);
  EXPECT_FALSE(parse_fuzz({"--runs", "7"}).time_ms);
  EXPECT_EQ(parse_fuzz({"--runs", "7"}).runs, 7U);
  EXPECT_EQ(parse_fuzz({"--resume", "d"}).folder, "d");
}

TEST(Options, FuzzContradictions) {
  EXPECT_THAT(complaint({"fuzz", "--time", "1m", "--runs", "1"}), HasSubstr("one of them"));
  EXPECT_THAT(complaint({"fuzz", "--time", "1d"}), HasSubstr("write 90s"));
  EXPECT_THAT(complaint({"fuzz", "--time", "-5s"}), HasSubstr("write 90s"));
  EXPECT_THAT(complaint({"fuzz", "--resume", "a", "--seed", "1"}), HasSubstr("of the journal"));
  EXPECT_THAT(complaint({"fuzz", "--replay", "a", "--runs", "1"}), HasSubstr("journal ends"));
  EXPECT_THAT(complaint({"fuzz", "--resume", "a", "--out", "b"}), HasSubstr("resumed"));
  EXPECT_THAT(complaint({"fuzz", "--allow-remote", "x"}), HasSubstr("--connect"));
}

}  // namespace
}  // namespace jcp::cli
