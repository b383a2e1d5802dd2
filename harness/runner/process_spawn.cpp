#include "process_spawn.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace jcp {

namespace {

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

  void null_device(int fd, int mode) {
    ::posix_spawn_file_actions_addopen(get(), fd, "/dev/null", mode, 0);
  }
  void duplicate(int fd, int to) { ::posix_spawn_file_actions_adddup2(get(), fd, to); }
  void close_from(int fd) { ::posix_spawn_file_actions_addclosefrom_np(get(), fd); }
  void directory(const std::string& path) {
    ::posix_spawn_file_actions_addchdir_np(get(), path.c_str());
  }

 private:
  posix_spawn_file_actions_t actions_;
};

// Signals as a fresh login would have them, whatever we ignore or block.
class Attributes {
 public:
  explicit Attributes(short flags) {
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, static_cast<short>(flags | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

Spawned spawned(int error, pid_t pid, const std::string& program) {
  Spawned result;
  if (error == 0) {
    result.pid = pid;
  } else {
    result.reason = "cannot run " + program + ": " + std::strerror(error);
  }
  return result;
}

std::string search_path(const Job& job) {
  constexpr std::string_view variable = "PATH=";
  for (const std::string& entry : job.environment) {
    if (entry.starts_with(variable)) return entry.substr(variable.size());
  }
  const char* ours = std::getenv("PATH");
  return ours ? ours : "/usr/local/bin:/usr/bin:/bin";
}

// posix_spawnp would search *our* PATH, not the target's.
std::optional<std::string> find_program(const std::string& name, const std::string& path) {
  if (name.find('/') != std::string::npos) return name;
  std::string_view left = path;
  while (!left.empty()) {
    const std::string_view folder = left.substr(0, left.find(':'));
    left.remove_prefix(std::min(folder.size() + 1, left.size()));
    const std::string candidate = std::string(folder) + '/' + name;
    std::error_code error;
    const bool file = std::filesystem::is_regular_file(candidate, error);
    if (!folder.empty() && file && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

Spawned failure(std::string reason) {
  Spawned result;
  result.reason = std::move(reason);
  return result;
}

}  // namespace

Spawned spawn_target(const Job& job, int output) {
  if (job.argv.empty() || job.argv.front().empty()) return failure("the command is empty");
  const std::string path = search_path(job);
  const std::optional<std::string> program = find_program(job.argv.front(), path);
  if (!program) return failure("command not found: " + job.argv.front() + " (PATH=" + path + ")");
  std::error_code ignored;
  if (!job.directory.empty() && !std::filesystem::is_directory(job.directory, ignored)) {
    return failure("no such directory: " + job.directory);
  }
  FileActions actions;
  actions.null_device(STDIN_FILENO, O_RDONLY);
  actions.duplicate(output, STDOUT_FILENO);
  actions.duplicate(output, STDERR_FILENO);
  if (!job.directory.empty()) actions.directory(job.directory);
  actions.close_from(STDERR_FILENO + 1);
  const Attributes attributes(POSIX_SPAWN_SETPGROUP);

  std::vector<std::string> argv = job.argv;
  std::vector<std::string> environment = job.environment;
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, program->c_str(), actions.get(), attributes.get(),
                                  pointers(argv).data(), pointers(environment).data());
  return spawned(error, pid, *program);
}

Spawned spawn_supervisor(const std::string& program, int control) {
  FileActions actions;
  // First: opening the null device could otherwise take the place of `control`.
  actions.duplicate(control, supervise_fd);
  actions.null_device(STDIN_FILENO, O_RDONLY);
  actions.null_device(STDOUT_FILENO, O_WRONLY);
  actions.close_from(supervise_fd + 1);
  const Attributes attributes(POSIX_SPAWN_SETSID);

  std::vector<std::string> argv = {program, std::string(supervise_argument)};
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, program.c_str(), actions.get(), attributes.get(),
                                  pointers(argv).data(), ::environ);
  return spawned(error, pid, program);
}

}  // namespace jcp
