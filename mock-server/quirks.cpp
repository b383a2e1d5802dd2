#include "mock-server/quirks.hpp"

#include <array>

namespace jcp::mock {
namespace {

using enum QuirkKind;

#define JCP_QUIRK(id, breadth, what) constexpr KebabName name_of_##id{#id};
#include "mock-server/quirk_list.inc"
#undef JCP_QUIRK

constexpr std::array<QuirkEntry, quirk_count> entries{{
#define JCP_QUIRK(id, breadth, what) {name_of_##id.view(), breadth, what},
#include "mock-server/quirk_list.inc"
#undef JCP_QUIRK
}};

}  // namespace

std::span<const QuirkEntry> quirk_entries() { return entries; }

const QuirkEntry& entry_of(Quirk quirk) { return entries[static_cast<std::size_t>(quirk)]; }

std::optional<Quirk> find_quirk(std::string_view name) { return find_in<Quirk>(entries, name); }

}  // namespace jcp::mock
