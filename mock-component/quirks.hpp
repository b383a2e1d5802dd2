#pragma once
// Deliberate faults of the component by name. No name is also one of the server's: a scenario for
// both sides plants quirks of either.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "mock-server/quirk_table.hpp"

namespace jcp::mock {

// quirk_list.inc is the table: one line a quirk.
enum class ComponentQuirk : std::uint16_t {
#define JCP_COMPONENT_QUIRK(id, breadth, what) id,
#include "mock-component/quirk_list.inc"
#undef JCP_COMPONENT_QUIRK
};

#define JCP_COMPONENT_QUIRK(id, breadth, what) +1
inline constexpr std::size_t component_quirk_count = 0
#include "mock-component/quirk_list.inc"
    ;
#undef JCP_COMPONENT_QUIRK

// In the order of the enumerators.
std::span<const QuirkEntry> component_quirk_entries();
const QuirkEntry& entry_of(ComponentQuirk quirk);
std::optional<ComponentQuirk> find_component_quirk(std::string_view name);

using ComponentQuirkSet = QuirkBits<ComponentQuirk, component_quirk_count>;

}  // namespace jcp::mock
