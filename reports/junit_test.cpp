#include "junit.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <pugixml.hpp>

#include "report_test.hpp"

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(text.c_str()));
  return document;
}

std::string outcome_of(const pugi::xml_document& document, const std::string& name) {
  const pugi::xml_node test =
      document.document_element().find_child_by_attribute("testcase", "name", name.c_str());
  const pugi::xml_node outcome = test.first_child();
  const std::string type = outcome.attribute("type").value();
  return std::string(outcome.name()) + (type.empty() ? "" : " " + type);
}

TEST(JUnit, TellsEverything) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  test::expect_golden("junit.xml", junit_file(test::one_of_each(), context));
}

TEST(JUnit, WhatTheBaselineKnowsIsSkippedAndWhatIsStaleFails) {
  const std::string text = junit_file(test::one_with_a_baseline(), test::context_of());
  const auto document = parsed(text);
  EXPECT_EQ(outcome_of(document, "wrong-digest-refused#short"), "skipped");
  EXPECT_EQ(outcome_of(document, "server/mended"), "failure stale");
  EXPECT_THAT(text, HasSubstr("known fail: a reason ]]>"));
  EXPECT_THAT(text, HasSubstr("https://example.org/1"));
  const pugi::xml_node suite = document.document_element();
  EXPECT_EQ(suite.attribute("tests").as_int(), 14);
  EXPECT_EQ(suite.attribute("failures").as_int(), 6);
  EXPECT_EQ(suite.attribute("skipped").as_int(), 3);
}

TEST(JUnit, IsValidAgainstItsSchema) {
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no xmllint";
  const std::string file = testing::TempDir() + "junit-" + std::to_string(::getpid()) + ".xml";
  std::ofstream(file, std::ios::binary)
      << junit_file(test::one_with_a_baseline(), test::context_of());
  const std::string command = "xmllint --noout --schema '" +
                              test::source_path("reports/schemas/junit.xsd") + "' '" + file +
                              "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::remove(file.c_str());
}

TEST(JUnit, FailuresAreTypedByTheirVerdict) {
  const auto document = parsed(junit_file(test::one_of_each(), test::context_of()));
  EXPECT_EQ(outcome_of(document, "wrong-digest-refused#short"), "failure fail");
  EXPECT_EQ(outcome_of(document, "crashes"), "failure crash");
  EXPECT_EQ(outcome_of(document, "hangs"), "failure hang");
  EXPECT_EQ(outcome_of(document, "blocked"), "failure blocked");
  EXPECT_EQ(outcome_of(document, "errors"), "error error");
  EXPECT_EQ(outcome_of(document, "skipped"), "skipped");
  EXPECT_EQ(outcome_of(document, "passes"), "");
  EXPECT_EQ(outcome_of(document, "warns"), "system-out");
  const pugi::xml_node suite = document.document_element();
  EXPECT_EQ(suite.attribute("tests").as_int(), 12);  // a twin that failed is one of them
  EXPECT_EQ(suite.attribute("failures").as_int(), 6);
  EXPECT_EQ(suite.attribute("errors").as_int(), 1);
  EXPECT_EQ(suite.attribute("skipped").as_int(), 1);
}

TEST(JUnit, FailOnDecidesWhatAWarningIs) {
  const ReportContext context = test::context_of();
  RunResult run = test::one_of_each();
  run.fail_on = Grade::warn;
  auto document = parsed(junit_file(run, context));
  EXPECT_EQ(outcome_of(document, "warns"), "failure warn");
  EXPECT_EQ(outcome_of(document, "passes-too"), "");
  run.fail_on = Grade::info;
  document = parsed(junit_file(run, context));
  EXPECT_EQ(outcome_of(document, "passes-too"), "failure info");
  EXPECT_EQ(outcome_of(document, "passes"), "");
}

TEST(JUnit, SecretsAreHidden) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  const std::string text = junit_file(test::one_of_each(), context);
  EXPECT_THAT(text, Not(HasSubstr("flux")));
  EXPECT_THAT(text, Not(HasSubstr(test::digest.substr(7))));
}

}  // namespace
}  // namespace jcp
