#include "mock-server/lenient_memory.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "mock-server/lenient_octets.hpp"
#include "mock-server/lenient_prolog.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::lenient {
namespace {

constexpr std::size_t npos = std::string::npos;

}  // namespace

void Utf16::decode(std::string& read, bool first) {
  using namespace std::string_view_literals;
  if (first && !on_) {
    const std::string_view begin = std::string_view(read).substr(0, 2);
    little_endian_ = begin == "\xFF\xFE"sv || begin == "<\0"sv;
    on_ = little_endian_ || begin == "\xFE\xFF"sv || begin == "\0<"sv;
  }
  if (!on_) return;
  half_unit_ += read;
  std::string out;
  std::size_t at = 0;
  for (; at + 2 <= half_unit_.size(); at += 2) {
    const auto one = static_cast<unsigned char>(half_unit_[at]);
    const auto two = static_cast<unsigned char>(half_unit_[at + 1]);
    const std::uint32_t unit = little_endian_ ? two * 256U + one : one * 256U + two;
    // Characters outside the first plane do not occur in what is tested.
    if (unit != 0xFEFF) append_utf8(out, unit);
  }
  half_unit_.erase(0, at);
  read = std::move(out);
}

void SplitCharacters::replace(std::string& read) {
  const std::size_t rest = std::min(cut_octets_, read.size());
  read.erase(0, rest);
  cut_octets_ -= rest;
  const CutCharacter cut = cut_character(read);
  if (cut.missing == 0) return;
  read.replace(read.size() - cut.octets, cut.octets, replacement);
  cut_octets_ = cut.missing;
}

void DoctypeSkipper::skip(std::string& read, bool first) {
  read.insert(0, std::exchange(held_, {}));
  if (first) {
    const std::size_t begin = read.find("<!DOCTYPE");
    const std::size_t end = begin == npos ? npos : end_of_doctype(read, begin);
    if (begin != npos && end == npos) {
      held_.swap(read);
      return;
    }
    if (end != npos) {
      for (const Entity& entity : entities_of(std::string_view(read).substr(begin, end - begin))) {
        entities_.push_back("&" + entity.name + ";");
      }
      read.erase(begin, end - begin);
    }
  }
  for (const std::string& reference : entities_) replace_all(read, reference, "");
}

}  // namespace jcp::mock::lenient
