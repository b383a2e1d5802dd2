#pragma once
// Quirks that make the server read another element than the one that was sent.

#include <set>
#include <string>

#include "harness/xmpp/element.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

// `forgotten`: namespaces of prefixes that only the stream header declared.
Element reread(const Element& element, const std::set<std::string>& forgotten, const Core& core);

// Set by reread: the sender was taken from elsewhere and is not to be checked.
inline constexpr const char* unchecked_sender = "_unchecked";
// In front of the name of an attribute that has to replace the one that was checked.
inline constexpr const char* last_duplicate = "_last.";

// Undoes both before a stanza is delivered.
void restore_internal_attributes(pugi::xml_node stanza);

}  // namespace jcp::mock
