#pragma once
// The lawful mode: what a correct server may do differently. No verdict may depend on it. Here is
// the dress; differences of conduct stand where the conduct is (`core.config.lawful`).

#include <string>
#include <string_view>

#include "mock-server/core.hpp"

namespace jcp::mock {

// Our own markup in the other quote style; it holds no apostrophes but those around attributes.
std::string dressed(std::string markup, const Core& core);
// RFC 6120 4.9.2: what may follow the condition in a stream error.
std::string_view further_error_children(const Core& core);
// RFC 6120 8.3.2: the same in a stanza error.
std::string_view further_stanza_error_children(const Core& core);

}  // namespace jcp::mock
