#include "shared_counters.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "edge_memory.hpp"

namespace jcp::fuzz {

SharedCounters::SharedCounters()
    : file_(::open(path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
  clear();
}

SharedCounters::~SharedCounters() { ::close(file_); }

void SharedCounters::clear() {
  static const std::string zeros(EdgeMemory::most_edges, '\0');
  // Where there is no room for it nothing is counted.
  [[maybe_unused]] const ssize_t written = ::pwrite(file_, zeros.data(), zeros.size(), 0);
}

std::string SharedCounters::read() const {
  std::string counters(EdgeMemory::most_edges, '\0');
  const ssize_t got = ::pread(file_, counters.data(), counters.size(), 0);
  counters.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return counters;
}

}  // namespace jcp::fuzz
