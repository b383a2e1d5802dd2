#pragma once
// For the tests that start processes: jobs that carry a mark, and who carries it now.

#include <sys/types.h>
#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "supervisor.hpp"

namespace jcp {

namespace asio = boost::asio;

inline std::string new_mark() {
  static int count = 0;
  return "JCP_MARK=" + std::to_string(::getpid()) + "-" + std::to_string(++count) + "-";
}

// Of this test process alone: several may run at once.
inline std::string scratch_file(const std::string& name) {
  return (std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + name))
      .string();
}

inline Job shell_job(std::string script, std::string mark) {
  Job job;
  job.argv = {"sh", "-c", std::move(script)};
  job.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", std::move(mark)};
  return job;
}

// Zombies have no environment, so they do not count.
inline std::vector<pid_t> marked(const std::string& mark) {
  std::vector<pid_t> found;
  std::error_code error;
  std::filesystem::directory_iterator entry("/proc", error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    std::ifstream file(entry->path() / "environ");
    const std::string environment{std::istreambuf_iterator<char>(file), {}};
    if (environment.find(mark) == std::string::npos) continue;
    const pid_t pid = std::atoi(entry->path().filename().c_str());
    if (pid > 0) found.push_back(pid);
  }
  return found;
}

}  // namespace jcp
