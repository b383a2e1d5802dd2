#pragma once
// A section of a Markdown report: a heading and a table.

#include <cstddef>
#include <string>
#include <vector>

namespace jcp {

using Cells = std::vector<std::string>;  // Markdown, in one line each

std::string markdown_row(const Cells& cells);

class MarkdownTable {
 public:
  // `budget`: bytes that all tables of a report together may still have.
  MarkdownTable(std::string title, const Cells& head, std::size_t& budget);

  void add(const Cells& cells);

  // "" when it has no rows; what found no room is counted.
  std::string text() const;

 private:
  std::string title_, head_, rows_;
  std::size_t& budget_;
  std::size_t count_ = 0, left_out_ = 0;
};

}  // namespace jcp
