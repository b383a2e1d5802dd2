#pragma once
// Our reports in the hands of others: a script of reports/validators reads a file with a library
// that knows the format, and prints as JSON what it found there.

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/json_file.hpp"

namespace jcp::test {

// nullopt: the libraries are missing, which is a failure where JCP_REQUIRE_TARGETS is set and else
// a reason to skip. `arguments` come after the name of the file.
std::optional<Json> seen_by(const std::string& script, const std::string& text,
                            const std::vector<std::string>& arguments = {});
inline constexpr const char* no_modules = "no node modules: ci/setup --targets installs them";

// Standard output and error of a shell command, and its exit code.
struct Ran {
  std::string output;
  int exit_code = -1;
};
Ran ran(const std::string& command);

// A file or a folder of this process alone, gone at the end.
class Temporary {
 public:
  explicit Temporary(const std::string& suffix);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  const std::string& path() const { return path_; }
  void write(const std::string& text) const;

 private:
  std::string path_;
};

}  // namespace jcp::test
