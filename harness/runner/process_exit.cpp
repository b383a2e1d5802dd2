#include "process_exit.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <vector>

namespace jcp {

namespace {

constexpr std::size_t cry_bytes = 200;

enum class Where { line, line_before, unindented_line_before, unindented_line_after };
enum class At { anywhere, start };

struct DeathCry {
  std::string_view text;
  At at = At::anywhere;
  Where where = Where::line;  // which line says most about it
};

// The more telling first: a report often holds several.
constexpr DeathCry cries[] = {
    // C and C++: sanitizers, the C++ runtime, glibc
    {"ERROR: AddressSanitizer"},
    {"ERROR: LeakSanitizer"},
    {"WARNING: ThreadSanitizer"},
    {"WARNING: MemorySanitizer"},
    {"SUMMARY: AddressSanitizer"},
    {"SUMMARY: LeakSanitizer"},
    {"SUMMARY: ThreadSanitizer"},
    {"SUMMARY: MemorySanitizer"},
    {"SUMMARY: UndefinedBehaviorSanitizer"},
    {"AddressSanitizer:DEADLYSIGNAL"},
    {": runtime error: "},
    {"terminate called"},
    {"libc++abi: terminating"},
    {"*** stack smashing detected"},
    {"*** buffer overflow detected"},
    {"double free or corruption"},
    {"free(): "},
    {"malloc(): "},
    {"realloc(): "},
    {"malloc_consolidate(): "},
    {"munmap_chunk(): "},
    {"corrupted size vs. prev_size"},
    {"corrupted double-linked list"},
    {"Assertion `"},
    {"Assertion failed"},
    {"pure virtual method called"},
    // Python, Lua, Ruby, PHP, OCaml
    {"Traceback (most recent call last)", At::anywhere, Where::unindented_line_after},
    {"stack traceback:", At::start, Where::line_before},
    {":in `<main>'"},
    {"PHP Fatal error:"},
    {"Fatal error: exception "},
    // Go, Rust
    {"panic: ", At::start},
    {"fatal error: ", At::start},
    {" panicked at "},
    // JVM, .NET, Node.js
    {"Exception in thread \""},
    {"Unhandled exception"},
    {"Unhandled Exception"},
    {"Unhandled 'error' event", At::anywhere, Where::unindented_line_after},
    {"triggerUncaughtException", At::anywhere, Where::unindented_line_after},
    {"UnhandledPromiseRejection"},
    {"Uncaught"},
    {"FATAL ERROR:"},
    {"Node.js v", At::start, Where::unindented_line_before},
    // Erlang, Elixir
    {"init terminating"},
    {"Kernel pid terminated"},
    {"Runtime terminating"},
    {"Crash dump"},
    {"** (", At::start},
    // what a shell says of its child
    {"Segmentation fault"},
    {"(core dumped)"},
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

// "}" ends what some errors print of themselves.
bool unindented(std::string_view line) {
  return !blank(line) && line.front() != ' ' && line.front() != '\t' && line.front() != '}';
}

std::size_t telling_line(const std::vector<std::string_view>& lines, std::size_t found,
                         Where where) {
  if (where == Where::line_before && found > 0 && !blank(lines[found - 1])) return found - 1;
  if (where == Where::unindented_line_before) {
    for (std::size_t i = found; i-- > 0;) {
      if (unindented(lines[i])) return i;
    }
  }
  if (where == Where::unindented_line_after) {
    for (std::size_t i = found + 1; i < lines.size(); ++i) {
      if (unindented(lines[i])) return i;
    }
  }
  return found;
}

std::string trimmed(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return std::string(line.substr(0, cry_bytes));
}

std::string signal_name(int number) {
  const char* abbreviation = ::sigabbrev_np(number);
  if (abbreviation) return std::string("SIG") + abbreviation;
  return "signal " + std::to_string(number);
}

}  // namespace

std::optional<int> ending_signal(const ProcessExit& exit) {
  if (exit.signal != 0) return exit.signal;
  const int behind = exit.code - 128;
  if (behind >= 1 && behind < 32) return behind;
  return std::nullopt;
}

bool crashed(const ProcessExit& exit) {
  constexpr std::array faults = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
  const std::optional<int> signal = ending_signal(exit);
  return signal && std::find(faults.begin(), faults.end(), *signal) != faults.end();
}

std::string describe_exit(const ProcessExit& exit) {
  const std::optional<int> signal = ending_signal(exit);
  if (exit.signal != 0) return "killed by " + signal_name(exit.signal);
  const std::string code = "exit code " + std::to_string(exit.code);
  return signal ? code + ": killed by " + signal_name(*signal) + " behind a wrapper" : code;
}

std::optional<std::string> unhandled_exception(std::string_view output_tail) {
  const std::vector<std::string_view> lines = lines_of(output_tail);
  for (const DeathCry& cry : cries) {
    // The last one: what came before was survived.
    for (std::size_t i = lines.size(); i-- > 0;) {
      const bool met = cry.at == At::start ? lines[i].starts_with(cry.text)
                                           : lines[i].find(cry.text) != std::string_view::npos;
      if (met) return trimmed(lines[telling_line(lines, i, cry.where)]);
    }
  }
  return std::nullopt;
}

}  // namespace jcp
