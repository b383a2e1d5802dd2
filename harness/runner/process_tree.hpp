#pragma once
// What runs below a process, from /proc.

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace jcp {

struct ProcessStat {
  pid_t pid = 0;
  pid_t parent = 0;
  char state = '?';             // as in proc(5); Z: a zombie
  std::uint64_t cpu_ticks = 0;  // its own and of the children it has waited for
  std::uint64_t rss_bytes = 0;
};

// All descendants of `root` without itself and without zombies, parents before children. One look:
// what forks meanwhile may be missing.
std::vector<ProcessStat> descendants(pid_t root);

// What a tree uses. Ticks of processes that ended are included once somebody waited for them.
struct Usage {
  std::uint64_t cpu_ticks = 0;
  std::uint64_t rss_bytes = 0;
  std::uint64_t processes = 0;
};

// Of all that runs below this process.
Usage usage_below_us();

}  // namespace jcp
