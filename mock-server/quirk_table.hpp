#pragma once
// What a table of quirks is made of, for the server's and for the component's.

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace jcp::mock {

// narrow: changes nothing but what it says. broad: may change more than the proofs it is planted
// for. fuzz: needs several conditions in what is received that no scenario has together: planted to
// see that a fuzz campaign finds it, so no proof names it.
enum class QuirkKind { narrow, broad, fuzz };

struct QuirkEntry {
  std::string_view name;  // "omits-stream-id"
  QuirkKind kind;
  std::string_view what;
};

// `Id` is an enumeration whose values count from 0.
template <typename Id, std::size_t count>
class QuirkBits {
 public:
  QuirkBits() = default;
  QuirkBits(std::initializer_list<Id> quirks) {
    for (Id quirk : quirks) add(quirk);
  }
  void add(Id quirk) { bits_.set(static_cast<std::size_t>(quirk)); }
  bool has(Id quirk) const { return bits_.test(static_cast<std::size_t>(quirk)); }
  bool empty() const { return bits_.none(); }

 private:
  std::bitset<count> bits_;
};

// An enumerator's name in the kebab case of scenario files.
template <std::size_t size>
struct KebabName {
  std::array<char, size> text{};
  constexpr explicit KebabName(const char (&identifier)[size]) {
    for (std::size_t i = 0; i < size; ++i) text[i] = identifier[i] == '_' ? '-' : identifier[i];
  }
  constexpr std::string_view view() const { return {text.data(), size - 1}; }
};

template <typename Id>
std::optional<Id> find_in(std::span<const QuirkEntry> entries, std::string_view name) {
  const auto found = std::ranges::find(entries, name, &QuirkEntry::name);
  if (found == entries.end()) return std::nullopt;
  return static_cast<Id>(found - entries.begin());
}

}  // namespace jcp::mock
