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

// How long the threads of a process were ready to run while others had the processor, since it
// began; 0 where the kernel does not say.
std::uint64_t waited_ms(pid_t pid);

// All descendants of `root` without itself and without zombies, parents before children. One look:
// what forks meanwhile may be missing.
std::vector<ProcessStat> descendants(pid_t root);

// What a tree uses. Ticks of processes that ended are included once somebody waited for them.
struct Usage {
  std::uint64_t cpu_ticks = 0;
  std::uint64_t waited_ms = 0;  // ready to run, but others had the processor
  std::uint64_t rss_bytes = 0;
  std::uint64_t processes = 0;
  std::uint64_t threads = 0;
  std::uint64_t descriptors = 0;  // open ones; of processes that let us look
};

// Of all that runs below this process.
Usage usage_below_us();

}  // namespace jcp
