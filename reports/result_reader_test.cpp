// What was written is read and written again: not an octet may change. Then files that lie.

#include "result_reader.hpp"

#include <gmock/gmock.h>

#include "harness/scenario/json_file.hpp"
#include "report_test.hpp"
#include "result_file.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;

RunResult full() {
  RunResult run = test::one_with_a_baseline();
  run.fail_on = Grade::warn;
  run.strict = true;
  run.shard = "2/3";
  run.time_scale = 2.5;
  Binding binding;
  binding.host = "example";
  binding.leases = {{"a.example", "s1"}, {"b.example", "s2"}};
  binding.policy = {{"open_registration", false}};
  binding.timing = {1, 2, 3, 4, 1.5};
  binding.settle = 100'000;
  binding.canary = true;
  binding.seed = ~0ULL;
  run.results[0].rounds = {{"fail", 2}, {"pass", 1}};
  run.rounds = 3;
  run.results[0].binding = binding;
  return run;
}

std::string lines_of(const RunResult& run, const ReportContext& context) {
  std::string text = first_line(run, run.results.size()) + "\n";
  for (const auto* list : {&run.support, &run.results}) {
    for (const ScenarioResult& result : *list) {
      text += result_line(result, run.target_arguments, context) + "\n";
    }
  }
  return text;
}

std::string why_refused(const std::string& text) {
  try {
    read_result_file(text, "r.json");
  } catch (const UserError& error) {
    return error.what();
  }
  return "it was read";
}

TEST(ResultReader, WhatIsReadIsWhatWasWritten) {
  for (const Redaction& redaction : {Redaction(), Redaction({test::secret}, true)}) {
    const std::string text = result_file(full(), test::context_of(redaction));
    EXPECT_EQ(result_file(read_result_file(text, "r.json"), test::context_of()), text);
  }
}

// A regular expression on a long text ends on the stack, of which there are 8 MiB.
TEST(ResultReader, LongTextsAreRead) {
  RunResult run = full();
  run.results[0].transcript.add(1, "other", TranscriptEvent::received, std::string(60'000, 'z'));
  const std::string text = result_file(run, test::context_of());
  EXPECT_EQ(result_file(read_result_file(text, "r.json"), test::context_of()), text);
  const std::string started = "1955-11-12T22:04:00." + std::string(200'000, '1') + "Z";
  EXPECT_THAT(why_refused(test::replaced(text, "1955-11-12T22:04:00Z", started)),
              HasSubstr("started"));
}

TEST(ResultReader, HiddenSecretsAreInNoBinding) {
  const std::string text =
      result_file(full(), test::context_of(Redaction({test::secret, "s1", "s2"}, true)));
  const RunResult run = read_result_file(text, "r.json");
  EXPECT_FALSE(run.results[0].binding);
  EXPECT_TRUE(
      read_result_file(result_file(full(), test::context_of()), "r.json").results[0].binding);
}

TEST(ResultReader, LinesSayTheSame) {
  const ReportContext context = test::context_of();
  const std::string text = lines_of(full(), context) + last_line(full(), context) + "\n";
  EXPECT_EQ(result_file(read_result_file(text, "r.jsonl"), context), result_file(full(), context));
}

TEST(ResultReader, ALineThatComesAgainReplacesTheFirst) {
  const RunResult run = full();
  const ReportContext context = test::context_of();
  ScenarioResult first = run.results[0];
  first.verdict = Verdict::pass;
  const std::string text = first_line(run, 1) + "\n" + result_line(first, "", context) + "\n" +
                           result_line(run.results[0], "", context) + "\n";
  const RunResult read = read_result_file(text, "r.jsonl");
  ASSERT_EQ(read.results.size(), 1U);
  EXPECT_EQ(read.results[0].verdict, Verdict::fail);
}

TEST(ResultReader, LinesThatWereCutOffAreOfAnInterruptedRun) {
  const RunResult run = full();
  std::string text = lines_of(run, test::context_of());
  text.resize(text.size() - 20);  // in the middle of the last one
  const RunResult read = read_result_file(text, "r.jsonl");
  EXPECT_TRUE(read.interrupted);
  EXPECT_EQ(read.exit_code, 130);
  EXPECT_EQ(read.results.size(), run.results.size() + run.support.size() - 1);
  EXPECT_EQ(read.target_name, "target \x1b[31m\"<&'>");
}

TEST(ResultReader, WhatDoesNotFitIsRefusedWithItsPlace) {
  const std::string good = result_file(full(), test::context_of());
  const auto with = [&](const std::string& from, const std::string& to) {
    EXPECT_THAT(good, HasSubstr(from));
    return why_refused(test::replaced(good, from, to));
  };
  EXPECT_THAT(with("\"schema\": 1", "\"schema\": 2"), HasSubstr("r.json:/schema"));
  EXPECT_THAT(with("\"verdict\": \"hang\"", "\"verdict\": \"great\""), HasSubstr("/verdict"));
  EXPECT_THAT(with("\"selected\": 11", "\"selected\": 12"), HasSubstr("add up"));
  EXPECT_THAT(with("\"duration_ms\": 61000.4", "\"duration_ms\": 1e300"), HasSubstr("duration_ms"));
  EXPECT_THAT(with("\"t_us\": 150,", "\"t_us\": -1,"), HasSubstr("t_us"));
  EXPECT_THAT(why_refused(good.substr(0, good.size() / 2)), HasSubstr("not JSON"));
  for (const char* text : {"", "{}", "[]", "3", "{}\n", "{}\n{}\n", "[]\n[]\n", "null\n",
                           "{\"a\": 1}\n{\"totals\": 1}\n"}) {
    EXPECT_NE(why_refused(text), "it was read") << text;
  }
}

}  // namespace
}  // namespace jcp
