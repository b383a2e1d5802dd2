#pragma once
// What stands in the component's handshake (XEP-0114 section 3).

#include <optional>
#include <string>
#include <string_view>

#include "mock-component/core.hpp"

namespace jcp::mock::component {

// `id` is the parsed one, `raw` the bytes of the header it stood in (quirks look there).
std::string handshake_text(std::optional<std::string_view> id, std::string_view raw, Core& core);

}  // namespace jcp::mock::component
