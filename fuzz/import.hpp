#pragma once
// What an in-process fuzz target has left behind, as a finding of a live target.

#include <string_view>

#include "finding.hpp"

namespace jcp::fuzz {

// `bytes` of an artifact of libFuzzer, or of a file of a corpus, whose format is that of sessions;
// other bytes are a session that sends them. The kind of artifact in `file_name` ("crash-...",
// "timeout-...", "oom-...", "leak-...", "slow-unit-...") says which oracle; it may be a path.
Finding finding_in(std::string_view file_name, std::string_view bytes);

}  // namespace jcp::fuzz
