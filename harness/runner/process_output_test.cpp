// What is kept of a target's output, without processes.

#include "process_output.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "harness/xmpp/limits.hpp"
#include "process_test.hpp"

namespace jcp {
namespace {

TEST(ProcessOutput, TheReadyTextMayComeInPieces) {
  ProcessOutput output("", "READY");
  for (const char piece : std::string("REREAREAD")) output.append({&piece, 1});
  EXPECT_FALSE(output.contains_ready());
  output.append("Y and more");
  EXPECT_TRUE(output.contains_ready());
}

TEST(ProcessOutput, WithoutAReadyTextItIsNeverReady) {
  ProcessOutput output("", "");
  output.append("anything");
  EXPECT_FALSE(output.contains_ready());
}

TEST(ProcessOutput, TheTailIsTheLastBytes) {
  ProcessOutput output("", "");
  std::string all;
  for (int i = 0; i < 10'000; ++i) {
    const std::string line = std::to_string(i) + '\n';
    output.append(line);
    all += line;
  }
  EXPECT_EQ(output.tail(), all.substr(all.size() - limits::process_output_tail_bytes));
  output.append(std::string(100'000, 'x') + "end");
  EXPECT_EQ(output.tail().size(), limits::process_output_tail_bytes);
  EXPECT_TRUE(output.tail().ends_with("xend"));
}

TEST(ProcessOutput, TheLogIsBounded) {
  const std::string log = scratch_file("process_output_test.log");
  {
    ProcessOutput output(log, "");
    const std::string much(1024 * 1024, '\0');
    for (int i = 0; i < 20; ++i) output.append(much);
  }
  EXPECT_GE(std::filesystem::file_size(log), limits::process_log_bytes);
  EXPECT_LE(std::filesystem::file_size(log), limits::process_log_bytes + 100);
  std::filesystem::remove(log);
}

TEST(ProcessOutput, ALinkIsNotFollowed) {
  const std::string link = scratch_file("process_output_test.link");
  std::filesystem::remove(link);
  std::filesystem::create_symlink("/dev/null", link);
  const ProcessOutput output(link, "");
  EXPECT_NE(output.log_error(), "");
  std::filesystem::remove(link);
}

}  // namespace
}  // namespace jcp
