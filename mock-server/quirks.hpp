#pragma once
// Deliberate faults by name: what the selftest plants to see that every proof can turn red.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "mock-server/quirk_table.hpp"

namespace jcp::mock {

// quirk_list.inc is the table: one line a quirk.
enum class Quirk : std::uint16_t {
#define JCP_QUIRK(id, breadth, what) id,
#include "mock-server/quirk_list.inc"
#undef JCP_QUIRK
};

#define JCP_QUIRK(id, breadth, what) +1
inline constexpr std::size_t quirk_count = 0
#include "mock-server/quirk_list.inc"
    ;
#undef JCP_QUIRK

// In the order of the enumerators.
std::span<const QuirkEntry> quirk_entries();
const QuirkEntry& entry_of(Quirk quirk);
std::optional<Quirk> find_quirk(std::string_view name);

using QuirkSet = QuirkBits<Quirk, quirk_count>;

}  // namespace jcp::mock
