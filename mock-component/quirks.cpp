#include "mock-component/quirks.hpp"

#include <array>

namespace jcp::mock {
namespace {

using enum QuirkKind;

#define JCP_COMPONENT_QUIRK(id, breadth, what) constexpr KebabName name_of_##id{#id};
#include "mock-component/quirk_list.inc"
#undef JCP_COMPONENT_QUIRK

constexpr std::array<QuirkEntry, component_quirk_count> entries{{
#define JCP_COMPONENT_QUIRK(id, breadth, what) {name_of_##id.view(), breadth, what},
#include "mock-component/quirk_list.inc"
#undef JCP_COMPONENT_QUIRK
}};

}  // namespace

std::span<const QuirkEntry> component_quirk_entries() { return entries; }

const QuirkEntry& entry_of(ComponentQuirk quirk) {
  return entries[static_cast<std::size_t>(quirk)];
}

std::optional<ComponentQuirk> find_component_quirk(std::string_view name) {
  return find_in<ComponentQuirk>(entries, name);
}

}  // namespace jcp::mock
