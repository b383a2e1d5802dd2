#pragma once
// What both mocks call a connection and a time.

#include <cstdint>

namespace jcp::mock {

using SessionId = std::uint32_t;
using Micros = std::int64_t;  // any monotonic origin

}  // namespace jcp::mock
