#pragma once
// Where another parser differs from ours, and the mechanical cause of each difference.

#include <string>
#include <string_view>
#include <vector>

#include "ours.hpp"

namespace jcp::fuzz {

struct Divergence {
  std::string cause;   // id of a row of policy.hpp; without a row: nobody knows it yet
  std::string detail;  // what was delivered, for people
};

// Both readings are of `document`. Consistent are two readings when what one delivered is the
// beginning of what the other did, unless one had refused by then: whoever refuses later than the
// other, or has not yet, delivers nothing in between. Where a bound of ours was hit ends the
// comparison.
std::vector<Divergence> divergences(const OurReading& ours, const std::vector<ParserEvent>& theirs,
                                    std::string_view document);

// Why we refused: what stands at that place of the document (fault.cpp).
std::string fault_of(const OurReading& ours, std::string_view document);

// Why two events of a kind differ (difference.cpp): each cause whose effect has to be undone to
// make them equal; "delivers-other-content" when that does not.
std::vector<std::string> causes_of_difference(const std::string& ours, const std::string& theirs);

// Why `reason` was given for an element or header that we delivered (refusal.cpp).
std::string cause_of_refusal(const OurReading& ours, std::size_t event, std::string_view reason,
                             std::string_view document);

}  // namespace jcp::fuzz
