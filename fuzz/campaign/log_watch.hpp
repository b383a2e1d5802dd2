#pragma once
// The logs of a target that lives on, and its output: what sanitizers and stack traces look like.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace jcp::fuzz {

class LogWatch {
 public:
  // Every *.log in `folder`, those that come later included. "": none.
  explicit LogWatch(std::string folder = {}) : folder_(std::move(folder)) {}

  // The telling line of what was written since the last look (unhandled_exception of the runner).
  std::optional<std::string> look();

 private:
  std::string folder_;
  std::map<std::string, std::uint64_t> seen_;  // file -> octets
  unsigned looks_ = 0;
};

// "ERROR: AddressSanitizer: heap-use-after-free on address 0x60..." -> what is the same the next
// time: letters and dashes, at most 48.
std::string log_bucket(std::string_view line);

}  // namespace jcp::fuzz
