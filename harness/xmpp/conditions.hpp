#pragma once
// Defined error conditions.

#include <array>
#include <string_view>

namespace jcp {

// RFC 6120 4.9.3, 25 conditions.
extern const std::array<std::string_view, 25> stream_conditions;
// RFC 6120 8.3.3, 22 conditions.
extern const std::array<std::string_view, 22> stanza_conditions;

bool is_stream_condition(std::string_view name);
// Names of RFC 3920 that RFC 6120 dropped or renamed: xml-not-well-formed, invalid-id.
bool is_former_stream_condition(std::string_view name);
bool is_stanza_condition(std::string_view name);
// RFC 6120 8.3.2: auth, cancel, continue, modify, wait.
bool is_stanza_error_type(std::string_view name);

}  // namespace jcp
