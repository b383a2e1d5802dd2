#pragma once
// Our own mocks as targets: processes of `program`, which is a jcpspec.

#include <string>

#include "harness/runner/profile.hpp"

namespace jcp::fuzz {

Profile mock_server_profile(const std::string& program);
Profile mock_component_profile(const std::string& program);

}  // namespace jcp::fuzz
