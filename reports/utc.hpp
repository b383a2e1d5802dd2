#pragma once
// The moment at which a run began.

#include <cstdint>
#include <optional>
#include <string_view>

namespace jcp {

// Seconds since 1970 of "1955-11-12T22:04:00Z"; nullopt when it is written in another way or is no
// moment at all.
std::optional<std::int64_t> epoch_seconds(std::string_view utc);

}  // namespace jcp
