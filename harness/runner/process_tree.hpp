#pragma once
// What runs below a process, from /proc.

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "harness/scenario/usage.hpp"

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

// Of all that runs below this process.
Usage usage_below_us();

}  // namespace jcp
