#pragma once
// What of a run may be published before those who maintain the target were told in private.

#include "harness/scenario/run_result.hpp"

namespace jcp {

// Requirement, verdict and step stay for all results. Dialogues stay for what departs, but not for
// crashes, hangs, and failures by which a target could be made to act under another identity
// (families SEC and ADDR), nor what a target printed when it died; those of what passed are left
// out for their size.
RunResult publishable(RunResult run, const Suite& suite);

}  // namespace jcp
