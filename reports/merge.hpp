#pragma once
// Several saved results of one target -> one: the shards of a run, or runs of other scenarios.

#include <string>
#include <vector>

#include "harness/scenario/run_result.hpp"

namespace jcp {

struct NamedRun {
  std::string file;  // its name in messages
  RunResult run;
};

// What one run of all would have said, but for times. A twin that ran beside one shard and was
// selected in another is that other's; a standing rule has its worst verdict. Requirements, totals
// and the exit code are counted anew. Throws UserError when the files are not of one target, tool
// and set of options, when a scenario is in two of them, or when a shard is missing: half a run
// must not look like a whole one. `runs` is not empty.
RunResult merged(const Suite& suite, std::vector<NamedRun> runs);

}  // namespace jcp
