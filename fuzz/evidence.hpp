#pragma once
// The element that a finding is about, as a pattern of a scenario.

#include <optional>
#include <string>

#include "finding.hpp"

namespace jcp::fuzz {

// Of the opening tag in `detail`: name, id and type. `pin_addresses`: `from` and `to` too, as a
// fence wants them, with the domains of the sender and of the observer as variables where the
// session does not spell them out. nullopt: there is no tag in it.
std::optional<std::string> tag_pattern(const Finding& finding, bool pin_addresses);

// All of it, whatever its addresses; nullopt when it is no whole element.
std::optional<std::string> whole_pattern(const Finding& finding);

}  // namespace jcp::fuzz
