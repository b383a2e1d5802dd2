#pragma once
// What this binary was made from. No path and no time stands in it: the same sources, built again,
// give the same bytes.

#include <string>

namespace jcp::cli {

// Several lines; the first is "jcpspec VERSION".
std::string build_info();

}  // namespace jcp::cli
