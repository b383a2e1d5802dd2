#include "process_tree.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

namespace jcp {

namespace {

constexpr std::size_t stat_bytes = 4096;  // of one line, far more than it has

// proc(5): "pid (comm) state ppid ...". The name may hold blanks and parentheses.
std::optional<ProcessStat> parse_stat(pid_t pid, const std::string& text) {
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(text.substr(name_end + 1));
  ProcessStat process;
  process.pid = pid;
  std::string ignored;
  fields >> process.state >> process.parent;
  for (int field = 5; field <= 13; ++field) fields >> ignored;
  for (int field = 14; field <= 17; ++field) {  // utime, stime, cutime, cstime
    std::uint64_t ticks = 0;
    fields >> ticks;
    process.cpu_ticks += ticks;
  }
  for (int field = 18; field <= 23; ++field) fields >> ignored;
  std::uint64_t pages = 0;
  fields >> pages;
  process.rss_bytes = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  if (!fields) return std::nullopt;
  return process;
}

std::optional<ProcessStat> read_stat(const std::filesystem::path& directory) {
  const std::string name = directory.filename().string();
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  std::ifstream file(directory / "stat");
  // It may go at any moment, behind open() too: read() says so by what it got, an iterator throws.
  std::array<char, stat_bytes> text;
  file.read(text.data(), text.size());
  return parse_stat(pid, std::string(text.data(), static_cast<std::size_t>(file.gcount())));
}

std::uint64_t entries_of(pid_t pid, const char* folder) {
  std::uint64_t count = 0;
  std::error_code error;
  const std::filesystem::path path = "/proc/" + std::to_string(pid) + "/" + folder;
  std::filesystem::directory_iterator entry(path, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) ++count;
  return count;
}

}  // namespace

std::uint64_t waited_ms(pid_t pid) {
  std::uint64_t nanoseconds = 0;
  std::error_code error;
  std::filesystem::directory_iterator entry("/proc/" + std::to_string(pid) + "/task", error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    std::ifstream file(entry->path() / "schedstat");
    std::uint64_t ran = 0, waited = 0;
    if (file >> ran >> waited) nanoseconds += waited;
  }
  return nanoseconds / 1'000'000U;
}

std::vector<ProcessStat> descendants(pid_t root) {
  std::multimap<pid_t, ProcessStat> by_parent;
  std::error_code error;
  std::filesystem::directory_iterator entry("/proc", error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::optional<ProcessStat> process = read_stat(entry->path());
    if (process) by_parent.emplace(process->parent, *process);
  }
  std::vector<ProcessStat> found;
  std::vector<pid_t> parents = {root};
  for (std::size_t next = 0; next < parents.size(); ++next) {
    const auto [first, last] = by_parent.equal_range(parents[next]);
    for (auto child = first; child != last; ++child) {
      parents.push_back(child->first == child->second.pid ? 0 : child->second.pid);
      if (child->second.state != 'Z') found.push_back(child->second);
    }
  }
  return found;
}

Usage usage_below_us() {
  Usage usage;
  for (const ProcessStat& process : descendants(::getpid())) {
    usage.cpu_ticks += process.cpu_ticks;
    usage.waited_ms += waited_ms(process.pid);
    usage.rss_bytes += process.rss_bytes;
    ++usage.processes;
    usage.threads += entries_of(process.pid, "task");
    usage.descriptors += entries_of(process.pid, "fd");
  }
  rusage waited{};
  ::getrusage(RUSAGE_CHILDREN, &waited);
  const auto ticks_a_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  for (const timeval& time : {waited.ru_utime, waited.ru_stime}) {
    const auto microseconds = static_cast<std::uint64_t>(time.tv_sec) * 1'000'000U +
                              static_cast<std::uint64_t>(time.tv_usec);
    usage.cpu_ticks += microseconds * ticks_a_second / 1'000'000U;
  }
  return usage;
}

}  // namespace jcp
