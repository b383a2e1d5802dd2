#include "command_usage.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

namespace jcp::bench {

namespace {

using Clock = std::chrono::steady_clock;

// Only grows. (ru_maxrss of wait4 would be that of the largest descendant, the target perhaps.)
double resident_peak_mib(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string word;
  while (status >> word) {
    if (word != "VmHWM:") continue;
    double kib = 0;
    status >> kib;
    return kib / 1024;
  }
  return 0;
}

std::string last_line_of(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  const std::size_t at = text.rfind('\n');
  return at == std::string::npos ? text : text.substr(at + 1);
}

}  // namespace

CommandUsage run_command(const std::vector<std::string>& argv) {
  std::vector<char*> words;
  for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  std::array<int, 2> out{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const auto began = Clock::now();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  ::close(out[1]);
  ::fcntl(out[0], F_SETFL, O_NONBLOCK);
  CommandUsage usage;
  std::string text;
  int status = 0;
  bool ended = false;
  while (!ended) {
    usage.peak_mib = std::max(usage.peak_mib, resident_peak_mib(pid));
    ended = ::waitpid(pid, &status, WNOHANG) == pid;
    std::array<char, 4096> buffer;
    ssize_t size = 0;
    while ((size = ::read(out[0], buffer.data(), buffer.size())) > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    if (!ended) ::usleep(2'000);
  }
  ::close(out[0]);
  usage.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  usage.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  usage.last_line = last_line_of(std::move(text));
  return usage;
}

}  // namespace jcp::bench
