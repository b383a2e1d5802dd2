#include "build_info.hpp"

namespace jcp::cli {

// The definitions are CMake's, for this file alone: harness/cli/CMakeLists.txt.
std::string build_info() {
  return "jcpspec " JCP_VERSION
         "\n"
         "compiler    " JCP_COMPILER
         "\n"
         "build type  " JCP_BUILD_TYPE
         "\n"
         "sanitizers  " JCP_SANITIZERS
         "\n"
         "libraries   " JCP_LIBRARIES;
}

}  // namespace jcp::cli
