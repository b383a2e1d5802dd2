#include "report_file.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "harness/scenario/user_error.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

std::string temporary() { return testing::TempDir() + "report-" + std::to_string(::getpid()); }

TEST(ReportFile, KeepsTheOldReportUntilThereIsANewOne) {
  const std::string path = temporary();
  for (const std::string text : {"a longer first text", "second"}) {
    const std::string before = test::read_file(path);
    ReportFile file(path);
    EXPECT_EQ(test::read_file(path), before);
    file.begin();
    file.append(text);
    file.close();
    EXPECT_EQ(file.error(), "");
    EXPECT_EQ(test::read_file(path), text);
  }
  ::unlink(path.c_str());
}

TEST(ReportFile, AWrongPathIsKnownAtOnce) {
  EXPECT_THROW(ReportFile("/nowhere/at/all.json"), UserError);
  EXPECT_THROW(ReportFile("/"), UserError);
}

TEST(ReportFile, AFullDiskIsToldOnce) {
  ReportFile file("/dev/full");
  file.begin();
  file.append("text");
  file.append("more");
  file.close();
  EXPECT_THAT(file.error(), testing::StartsWith("/dev/full: "));
}

}  // namespace
}  // namespace jcp
