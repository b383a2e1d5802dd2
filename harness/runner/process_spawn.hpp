#pragma once
// posix_spawn, the two ways we need it. (Boost.Process costs 12 s of compile time a file.)

#include <sys/types.h>

#include <string>

#include "supervisor.hpp"

namespace jcp {

struct Spawned {
  pid_t pid = -1;
  std::string reason;  // without a pid
};

// In a process group of its own, with default signals, stdin from /dev/null, stdout and stderr to
// `output`, and no other descriptor of ours.
Spawned spawn_target(const Job& job, int output);

// `program supervise-process` in a session of its own, so that a terminal's Ctrl-C passes it by,
// with `control` as its supervise_fd. Our standard output is not held open by it.
Spawned spawn_supervisor(const std::string& program, int control);

}  // namespace jcp
