#pragma once
// What the parsers of other people do to an event, undone in our reading or in theirs.

#include <string>
#include <string_view>
#include <vector>

#include "divergence.hpp"

namespace jcp::fuzz {

using Lines = std::vector<std::string>;  // of ParserEvent::text

Lines lines_of(std::string_view text);

using Undo = void(Lines& ours, Lines& theirs, const Written& written);

// name_effects.cpp
Undo free_stream_prefix, forget_root_namespace, forget_content_namespace,
    forget_inherited_namespaces, normalise_names, forget_attribute_namespaces;
// text_effects.cpp
Undo move_text_back, normalise_line_ends, normalise_values, forget_order_of_text;

}  // namespace jcp::fuzz
