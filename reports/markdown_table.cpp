#include "markdown_table.hpp"

#include <utility>

namespace jcp {

std::string markdown_row(const Cells& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

MarkdownTable::MarkdownTable(std::string title, const Cells& head, std::size_t& budget)
    : title_(std::move(title)), head_(markdown_row(head)), budget_(budget) {
  head_ += markdown_row(Cells(head.size(), "---"));
}

void MarkdownTable::add(const Cells& cells) {
  const std::string row = markdown_row(cells);
  ++count_;
  if (row.size() > budget_) {
    ++left_out_;
    return;
  }
  budget_ -= row.size();
  rows_ += row;
}

std::string MarkdownTable::text() const {
  if (count_ == 0) return {};
  std::string text = "### " + title_ + ": " + std::to_string(count_) + "\n\n" + head_ + rows_;
  if (left_out_ > 0) {
    text += "\n" + std::to_string(left_out_) + (left_out_ == 1 ? " row" : " rows") +
            " left out: too much for a summary.\n";
  }
  return text + "\n";
}

}  // namespace jcp
