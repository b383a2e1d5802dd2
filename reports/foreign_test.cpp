#include "foreign_test.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "report_test.hpp"

namespace jcp::test {

namespace {

// Where ci/setup puts them, beside the build trees.
std::string modules() { return source_path("build/reports/validators/node_modules"); }

bool have_modules() {
  return std::filesystem::exists(modules()) && ran("node --version").exit_code == 0;
}

}  // namespace

std::optional<Json> seen_by(const std::string& script, const std::string& text,
                            const std::vector<std::string>& arguments) {
  if (!have_modules()) {
    if (std::getenv("JCP_REQUIRE_TARGETS")) ADD_FAILURE() << no_modules;
    return std::nullopt;
  }
  const Temporary file("." + script);
  file.write(text);
  std::string command = "NODE_PATH='" + modules() + "' node '" +
                        source_path("reports/validators/" + script) + "' '" + file.path() + "'";
  for (const std::string& argument : arguments) command += " '" + argument + "'";
  const Ran reader = ran(command);
  EXPECT_EQ(reader.exit_code, 0) << reader.output;
  if (reader.exit_code != 0) return std::nullopt;
  return Json::parse(reader.output);
}

Ran ran(const std::string& command) {
  Ran result;
  std::FILE* pipe = ::popen(("exec 2>&1; " + command).c_str(), "r");
  if (!pipe) return result;
  char buffer[4096];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    result.output.append(buffer, got);
  }
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

Temporary::Temporary(const std::string& suffix) {
  static int number = 0;
  path_ = testing::TempDir() + "jcpspec-report-" + std::to_string(::getpid()) + "-" +
          std::to_string(++number) + suffix;
}

Temporary::~Temporary() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Temporary::write(const std::string& text) const {
  std::ofstream(path_, std::ios::binary) << text;
}

}  // namespace jcp::test
