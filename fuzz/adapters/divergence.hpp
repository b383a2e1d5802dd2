#pragma once
// Where another parser differs from ours, and the mechanical cause of each difference.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ours.hpp"

namespace jcp::fuzz {

struct Divergence {
  std::string cause;   // id of a row of policy.hpp; without a row: nobody knows it yet
  std::string detail;  // what was delivered, for people
};

// Both readings are of `document`; `feed` is theirs, which is given parts of it again. Consistent
// are two readings when what one delivered is the beginning of what the other did, unless one had
// refused by then: whoever refuses later than the other, or has not yet, delivers nothing in
// between. Where a bound of ours was hit ends the comparison.
std::vector<Divergence> divergences(const OurReading& ours, const std::vector<ParserEvent>& theirs,
                                    Feed* feed, std::string_view document);

// They took what stands within the document, where `delivered` events of ours had been, for the
// beginning of another one; from there, it is read anew.
struct Restart {
  std::string_view cause;
  std::size_t begin;
  OurReading reading;
};
std::optional<Restart> restart_of(const OurReading& ours, std::size_t delivered,
                                  std::span<const ParserEvent> theirs,
                                  std::string_view document);  // restart.cpp

// Why we refused: what stands at that place of the document (fault.cpp).
std::string fault_of(const OurReading& ours, std::string_view document);

// An event as it stands in the document, and what stands between it and the one before.
struct Written {
  std::string_view octets, before;
};

// Why two events of a kind differ (difference.cpp): each cause whose effect has to be undone to
// make them equal; "delivers-other-content" when that does not.
std::vector<std::string> causes_of_difference(const std::string& ours, const std::string& theirs,
                                              const Written& written);

// Whether the end tag </stream:stream> stands in the event.
bool ends_a_stream(const OurReading& ours, std::size_t event);

struct Refusal {
  std::size_t event;        // what we delivered, and they refused to
  std::string_view reason;  // their words
  Feed* feed;
};
std::string cause_of_refusal(const OurReading& ours, const Refusal& refusal,
                             std::string_view document);  // refusal.cpp

}  // namespace jcp::fuzz
