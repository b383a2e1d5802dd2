#pragma once
// Two saved results of one target, before and after: what flipped.

#include <set>
#include <string>
#include <vector>

#include "harness/scenario/run_result.hpp"

namespace jcp {

struct Flip {
  std::string key;
  std::string before, after;          // verdicts; "": it was not there
  std::set<std::string> newly_unmet;  // requirements
  std::set<std::string> met_again;
  std::vector<std::string> traits;  // "question: refused -> ignored"
  bool worse = false;  // it counts now (--fail-on of `after`, no baseline) and did not before
};

// Cases that differ in anything but times, in the order of `after`, then those that are gone.
std::vector<Flip> flips_between(const RunResult& before, const RunResult& after);

// For people; the last line sums it up. Printable.
std::string diff_text(const RunResult& before, const RunResult& after,
                      const std::vector<Flip>& flips);

}  // namespace jcp
