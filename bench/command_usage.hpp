#pragma once
// A command run to its end: how long it took and how much memory it had.

#include <string>
#include <vector>

namespace jcp::bench {

struct CommandUsage {
  int exit_code = -1;
  double seconds = 0;
  double peak_mib = 0;    // resident, of this process alone: not of those it starts
  std::string last_line;  // of its standard output
};

CommandUsage run_command(const std::vector<std::string>& argv);

}  // namespace jcp::bench
