#pragma once
// Finds where markup begins and ends in a stream, without judging it.

#include <cstddef>
#include <string>
#include <string_view>

namespace jcp {

// A state machine over single bytes: what it says does not depend on how the bytes are cut. It is
// exact for well-formed XML; bytes that are not may be cut anywhere, but never in two ways.
class MarkupScanner {
 public:
  enum class Kind {
    text,        // character data, or the inside of a CDATA section
    undecided,   // "<" or "<!" and more: not known yet of what
    unfinished,  // part of a tag, a reference, ...
    finished,    // its last part
    comment,     // "<!--" is complete
    doctype      // "<!DOCTYPE" is complete
  };
  struct Piece {
    std::size_t size;
    Kind kind;
  };

  // The piece `bytes` (not empty) begins with. It never reaches over an end of markup.
  Piece next(std::string_view bytes);
  bool in_text() const { return state_ == State::text; }

 private:
  enum class State { text, cdata, opened, bang, tag, instruction, declaration, reference };

  Piece text(std::string_view bytes);
  Piece cdata(std::string_view bytes);
  Piece markup(std::string_view bytes);
  Kind step(char byte);
  Kind step_bang(char byte);
  Kind step_tag(char byte);
  Kind finished();

  State state_ = State::text;
  std::string bang_;   // "<!" and what followed, while undecided
  char quote_ = 0;     // the open quote of a tag
  char previous_ = 0;  // of an instruction
  int brackets_ = 0;   // ']' seen in a row in a CDATA section, at most 2
};

}  // namespace jcp
