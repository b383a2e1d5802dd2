#include "result_file.hpp"

#include <gmock/gmock.h>

#include "harness/scenario/json_file.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string without_version(const std::string& text) {
  return test::replaced(text, "\"" JCP_VERSION "\"", "\"VERSION\"");
}

ReportContext hidden() { return test::context_of(Redaction({test::secret}, true)); }

TEST(ResultFile, HasAllFields) {
  test::expect_golden("result.json", without_version(result_file(test::one_of_each(), hidden())));
}

TEST(ResultFile, FitsItsSchema) {
  const std::string schema = test::read_file(test::source_path("reports/result.schema.json"));
  for (const RunResult& run : {test::one_of_each(), test::one_with_a_baseline()}) {
    const Json result = parse_json(result_file(run, hidden()), "result");
    EXPECT_NO_THROW(JsonSchema(parse_json(schema, "schema")).require(result, "result"));
  }
}

TEST(ResultFile, SaysWhatTheBaselineKnowsAndWhatIsStale) {
  const RunResult run = test::one_with_a_baseline();
  const Json json = parse_json(result_file(run, hidden()), "result");
  EXPECT_EQ(json["results"][0]["known"]["url"], "https://example.org/1");
  EXPECT_EQ(json["results"][0]["verdict"], "fail");
  EXPECT_TRUE(json["results"][1]["known"]["reason"].is_null());
  EXPECT_TRUE(json["results"][2]["known"].is_null());
  EXPECT_EQ(json["stale"][1]["why"], "is in order now");
  const Json last = parse_json(last_line(run, hidden()), "line");
  EXPECT_EQ(last["settled"][0]["known"]["entry"], "server/*");
}

TEST(ResultFile, TheBytesOfTheWireAreExact) {
  const Json json = parse_json(result_file(test::one_of_each(), test::context_of()), "result");
  const Json& transcript = json["results"][0]["transcript"];
  // <a>]]> 01 00 FF C3 ( \ </a>
  EXPECT_EQ(transcript[2]["bytes_base64"], "PGE+XV0+AQD/wyhcPC9hPg==");
  EXPECT_FALSE(transcript[0].contains("bytes_base64"));
}

TEST(ResultFile, SecretsAreHidden) {
  EXPECT_THAT(result_file(test::one_of_each(), hidden()), Not(HasSubstr("flux")));
  EXPECT_THAT(result_file(test::one_of_each(), test::context_of()), HasSubstr("flux"));
}

TEST(ResultFile, AWayThatIsGradedDownIsExplained) {
  const Json json = parse_json(result_file(test::one_of_each(), hidden()), "result");
  const Json& result = json["results"][1];
  EXPECT_EQ(result["step"], "/steps/3");
  EXPECT_EQ(result["actual"], "what-next: left open");
  EXPECT_EQ(result["expected"], "closed");
  EXPECT_EQ(result["unstable"], true);
  EXPECT_EQ(result["first_transcript"].size(), 1U);
}

TEST(ResultLines, EachIsOneLineOfJson) {
  const RunResult run = test::one_of_each();
  const ReportContext context = hidden();
  std::vector<std::string> lines = {first_line(run, run.results.size())};
  for (const ScenarioResult& result : run.results)
    lines.push_back(result_line(result, run.target_arguments, context));
  lines.push_back(last_line(run, context));
  std::string text;
  for (const std::string& line : lines) {
    EXPECT_THAT(line, Not(HasSubstr("\n")));
    EXPECT_NO_THROW(parse_json(line, "line"));
    text += line + "\n";
  }
  test::expect_golden("results.jsonl", without_version(text));
}

}  // namespace
}  // namespace jcp
