#pragma once
// "Did you mean ...?"

#include <string>
#include <string_view>
#include <vector>

namespace jcp::cli {

// The name nearest to `wrong` by edits, or "" when none is near enough to be meant.
std::string nearest(std::string_view wrong, const std::vector<std::string>& names);

// "; did you mean \"list\"?" or "".
std::string suggestion(std::string_view wrong, const std::vector<std::string>& names);

}  // namespace jcp::cli
