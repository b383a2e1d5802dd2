#pragma once
// Deliberate faults by name: what the selftest plants to see that every proof can turn red.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

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

struct QuirkEntry {
  std::string_view name;  // "omits-stream-id"
  bool broad;             // may change more than the proofs it is planted for
  std::string_view what;
};

// In the order of the enumerators.
std::span<const QuirkEntry> quirk_entries();
const QuirkEntry& entry_of(Quirk quirk);
std::optional<Quirk> find_quirk(std::string_view name);

class QuirkSet {
 public:
  QuirkSet() = default;
  QuirkSet(std::initializer_list<Quirk> quirks) {
    for (Quirk quirk : quirks) add(quirk);
  }
  void add(Quirk quirk) { bits_.set(static_cast<std::size_t>(quirk)); }
  bool has(Quirk quirk) const { return bits_.test(static_cast<std::size_t>(quirk)); }
  bool empty() const { return bits_.none(); }

 private:
  std::bitset<quirk_count> bits_;
};

}  // namespace jcp::mock
