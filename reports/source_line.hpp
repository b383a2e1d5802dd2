#pragma once
// Where something stands in a JSON file, for those who point at lines.

#include <string>

namespace jcp {

// The line, from 1, on which the value at a JSON pointer begins; 1 when there is none.
int line_of(const std::string& json, const std::string& pointer);

}  // namespace jcp
