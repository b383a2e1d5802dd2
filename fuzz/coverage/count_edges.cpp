// Compiled into a target that is built with -fsanitize-coverage=trace-pc-guard (clang) or =trace-pc
// (g++): counts how often each edge is taken, in the file that JCP_COVERAGE names, where
// `jcpspec fuzz` reads it. Without the variable it does nothing. It needs nothing else of jcpspec,
// and no C++ library: what c++ -c makes of it can be linked into a C program.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

// Else counting would be counted, for ever.
#ifdef __clang__
#define UNCOUNTED __attribute__((no_sanitize("coverage")))
#else
#define UNCOUNTED __attribute__((no_sanitize_coverage))
#endif

namespace {

std::uint8_t* counters;  // an octet each; nullptr: nobody asks for them
std::uint64_t size;

UNCOUNTED __attribute__((constructor)) void attach() {
  const char* path = std::getenv("JCP_COVERAGE");
  const int file = path ? ::open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  struct stat status;
  if (::fstat(file, &status) == 0 && status.st_size > 0) {
    size = static_cast<std::uint64_t>(status.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) counters = static_cast<std::uint8_t*>(mapped);
  }
  ::close(file);
}

// Threads may take a count from each other; it is about how often, no more.
UNCOUNTED void count(std::uint64_t edge) {
  if (!counters) return;
  std::uint8_t* counter = counters + edge % size;
  const std::uint8_t before = __atomic_load_n(counter, __ATOMIC_RELAXED);
  if (before < 0xff) __atomic_store_n(counter, before + 1, __ATOMIC_RELAXED);
}

}  // namespace

// Once for each module, or more often: numbers its edges.
extern "C" UNCOUNTED void __sanitizer_cov_trace_pc_guard_init(std::uint32_t* guard,
                                                              std::uint32_t* end) {
  static std::uint32_t edges = 0;
  for (; guard != end && *guard == 0; ++guard) *guard = ++edges;
}

extern "C" UNCOUNTED void __sanitizer_cov_trace_pc_guard(std::uint32_t* guard) { count(*guard); }

// Its distance from here, so that it does not matter where the program was loaded; scattered.
extern "C" UNCOUNTED void __sanitizer_cov_trace_pc() {
  const auto there = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
  const auto here = reinterpret_cast<std::uintptr_t>(&__sanitizer_cov_trace_pc);
  count((std::uint64_t{there - here} * 0x9e3779b97f4a7c15) >> 32);
}
