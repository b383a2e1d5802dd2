#pragma once
// How a process ended, and what its last output says about it.

#include <optional>
#include <string>
#include <string_view>

namespace jcp {

struct ProcessExit {
  int code = 0;          // meaningless with a signal
  int signal = 0;        // 0: it ended by itself
  bool core = false;     // a core file was written
  int left_running = 0;  // processes it left behind when it ended
};

// The signal that ended it, also where only a wrapper's exit code 128+n tells of it (a shell, a
// container runtime).
std::optional<int> ending_signal(const ProcessExit& exit);

// Whether it was ended by its own fault: SIGSEGV, SIGABRT and their like, not SIGTERM or SIGKILL.
bool crashed(const ProcessExit& exit);

// "exit code 3", "killed by SIGSEGV", "exit code 139: killed by SIGSEGV behind a wrapper".
std::string describe_exit(const ProcessExit& exit);

// The line that says most about an unhandled exception, a sanitizer report or another death cry in
// the output of a process that *has ended*: a target that lives on may print such things and handle
// them. At most 200 bytes.
std::optional<std::string> unhandled_exception(std::string_view output_tail);

}  // namespace jcp
