#pragma once
// The markup of a text that need not be XML: where its parts begin and end.

#include <cstddef>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

struct Span {
  std::size_t begin = 0, end = 0;  // octets, half open

  std::size_t size() const { return end - begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

struct Markup {
  enum class Kind { start, end, empty, cdata, instruction, text, reference };
  Kind kind = Kind::text;  // instruction: comments, declarations, processing instructions
  Span span;
  std::string_view name;         // of a tag
  std::vector<Span> attributes;  // of a tag, each with the white space before it
};

// All of `text` in order, without a gap. What does not end is text.
std::vector<Markup> markup_of(std::string_view text);

struct ElementSpan {
  Span start, end;  // the tags; `end` is empty for an empty element

  Span whole() const { return {start.begin, end.size() ? end.end : start.end}; }
};

// The elements that are whole in `markup`, at any depth, by their beginnings.
std::vector<ElementSpan> elements_of(const std::vector<Markup>& markup);

}  // namespace jcp::fuzz
