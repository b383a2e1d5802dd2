#pragma once
// The markup of a text that need not be XML: where its parts begin and end.

#include <cstddef>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

struct Range {
  std::size_t begin = 0, end = 0;  // octets, half open

  std::size_t size() const { return end - begin; }
  friend bool operator==(const Range&, const Range&) = default;
};

struct Token {
  enum class Kind { start, end, empty, cdata, instruction, text, reference };
  Kind kind = Kind::text;  // instruction: comments, declarations, processing instructions
  Range range;
  std::string_view name;          // of a tag
  std::vector<Range> attributes;  // of a tag, each with the white space before it
};

// All of `text` in order, without a gap. What does not end is text.
std::vector<Token> tokens_of(std::string_view text);

struct ElementRange {
  Range start, end;  // the tags; `end` is empty for an empty element

  Range whole() const { return {start.begin, end.size() ? end.end : start.end}; }
};

// The elements that are whole in `tokens`, at any depth, by their beginnings.
std::vector<ElementRange> elements_in(const std::vector<Token>& tokens);

}  // namespace jcp::fuzz
