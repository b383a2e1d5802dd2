#pragma once
// Where the markup of a send's text begins and ends, for whoever changes it. It judges nothing:
// texts may be broken, and fields (session.hpp) are still in them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

struct Span {
  std::size_t begin = 0, end = 0;  // octets [begin, end)
  std::size_t size() const { return end - begin; }
};

struct Markup {
  // header: the opening tag of a stream, or the field that stands for it. end: its closing tag.
  // other: comment, CDATA section, instruction, declaration, what is unfinished.
  enum class Kind { header, end, open, close, empty, text, other };
  Kind kind;
  Span span;
};

std::vector<Markup> markup_of(std::string_view text);

// Name of an element in one of its tags.
Span name_in(std::string_view text, const Markup& tag);

struct WrittenAttribute {
  Span name, value;  // the value without its quotes
  std::size_t end;   // behind them
};
std::vector<WrittenAttribute> attributes_in(std::string_view text, const Markup& tag);

// The complete elements of a text that lie in no other, those that are streams left out.
std::vector<Span> elements_of(std::string_view text);

}  // namespace jcp::fuzz
