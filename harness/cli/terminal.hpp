#pragma once
// What stands behind standard output and standard error.

#include <cstddef>

namespace jcp::cli {

enum class Stream { out, err };

// A terminal that understands escape sequences.
bool is_terminal(Stream stream);
// ... on which the user wants colours (NO_COLOR: https://no-color.org).
bool wants_colour(Stream stream);
// Columns, 80 when nobody knows.
std::size_t width_of(Stream stream);

}  // namespace jcp::cli
