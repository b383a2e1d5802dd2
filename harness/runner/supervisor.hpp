#pragma once
// The small process that stands between jcpspec and a target: the same binary, started with a
// hidden argument. Whatever becomes of jcpspec, the tree of processes a target started is ended:
// the supervisor is the subreaper of all of it and holds one end of a socket that closes with us.
//
// Both ends speak JSON, a value a line. To it: one job, then commands.
//   {"job": {...}}  {"stop": "term" | "kill", "grace_ms": 2000}  {"signal": 15}  {"usage": true}
//   {"tail": true}
// From it:
//   {"event": "started", "pid": 1}            {"event": "failed", "reason": ""}
//   {"event": "ready"}                        {"event": "usage", "cpu_ticks": 0, ...}
//   {"event": "exited", "code": 0, "signal": 0, "core": false, "left_running": 0, "tail": ""}
//   {"event": "tail", "tail": ""}             {"event": "ended", "left_running": 0}: the last word

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jcp {

struct Job {
  std::vector<std::string> argv;         // a name without a slash is looked for in PATH
  std::vector<std::string> environment;  // "NAME=value": all of it, nothing is added
  std::string directory;                 // absolute; empty: where we run
  std::string log;                       // absolute; gets stdout and stderr; empty: none
  std::string ready;                     // output that means "ready"; empty: none
};

// One line without its end. nullopt: a text is not UTF-8 or holds a NUL.
std::optional<std::string> job_line(const Job& job);

// What jcpspec's main compares argv[1] with, before anything else, to call supervise().
inline constexpr std::string_view supervise_argument = "supervise-process";
inline constexpr int supervise_fd = 3;

// Runs one job and returns the exit code for main when all of its processes are gone.
int supervise(int control_fd);

}  // namespace jcp
