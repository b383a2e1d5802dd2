#include "mock-server/quirks.hpp"

#include <algorithm>
#include <array>

namespace jcp::mock {
namespace {

constexpr bool broad = true;
constexpr bool narrow = false;

// An enumerator's name in the kebab case of scenario files.
template <std::size_t size>
struct KebabName {
  std::array<char, size> text{};
  constexpr explicit KebabName(const char (&identifier)[size]) {
    for (std::size_t i = 0; i < size; ++i) text[i] = identifier[i] == '_' ? '-' : identifier[i];
  }
  constexpr std::string_view view() const { return {text.data(), size - 1}; }
};

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

std::optional<Quirk> find_quirk(std::string_view name) {
  const auto found = std::ranges::find(entries, name, &QuirkEntry::name);
  if (found == entries.end()) return std::nullopt;
  return static_cast<Quirk>(found - entries.begin());
}

}  // namespace jcp::mock
