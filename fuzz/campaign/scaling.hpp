#pragma once
// A session made several times as large where it is large already.

#include <optional>

#include "fuzz/session.hpp"
#include "harness/scenario/transcript.hpp"

namespace jcp::fuzz {

enum class Scaling {
  longest_run,  // the longest stretch without markup: a name, a value, a text
  content       // all that stands inside the outermost element: children
};

// That part `times` times. nullopt: there is nothing to repeat, or it would be too large.
std::optional<Session> scaled(const Session& session, Scaling scaling, std::size_t times);

// What is linear takes four times as long, what is quadratic sixteen times. What is too short to
// measure is short enough.
bool grows_faster(Micros once, Micros twice, Micros four);

}  // namespace jcp::fuzz
