#pragma once
// Tells the engine of states that edges of the code do not tell apart: what is new here makes an
// input worth keeping.

namespace jcp::fuzz {

// In `state`, `event` was met by `reply`; each of them less than 16.
void seen(unsigned state, unsigned event, unsigned reply);

}  // namespace jcp::fuzz
