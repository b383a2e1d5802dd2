#include "property.hpp"

#include <cstdio>
#include <cstdlib>

namespace jcp::fuzz {

void violated(std::string_view property, std::string_view detail) {
  std::fprintf(stderr, "fuzz: property violated: %.*s%s%.*s\n", static_cast<int>(property.size()),
               property.data(), detail.empty() ? "" : ": ", static_cast<int>(detail.size()),
               detail.data());
  std::abort();
}

void planted_fault_found() { violated("planted fault"); }

}  // namespace jcp::fuzz
