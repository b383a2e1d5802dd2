#pragma once
// What a target printed: all of it read, a bounded part kept.

#include <cstddef>
#include <string>
#include <string_view>

namespace jcp {

class ProcessOutput {
 public:
  // `log`: a file that is created anew; empty: none. `ready`: see contains_ready().
  ProcessOutput(const std::string& log, std::string ready);
  ~ProcessOutput();
  ProcessOutput(const ProcessOutput&) = delete;
  ProcessOutput& operator=(const ProcessOutput&) = delete;

  void append(std::string_view bytes);
  // Whether the ready text has come, also when it came in pieces. Never, if it is empty.
  bool contains_ready() const { return ready_seen_; }
  // The last bytes, with the middle of nothing missing.
  std::string tail() const;
  // Why there is no log file although one was asked for; empty: all is well.
  const std::string& log_error() const { return log_error_; }

 private:
  void write_log(std::string_view bytes);
  void look_for_ready(std::string_view bytes);

  int log_ = -1;
  std::size_t log_left_;
  std::string log_error_;
  std::string tail_;
  std::string ready_;
  std::string unmatched_;  // the end of what was searched: the ready text may begin there
  bool ready_seen_ = false;
};

}  // namespace jcp
