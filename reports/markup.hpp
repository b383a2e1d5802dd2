#pragma once
// Text of a peer -> GitHub flavoured Markdown that shows it and does nothing else.

#include <string>
#include <string_view>
#include <vector>

namespace jcp {

// For running text, cells and HTML: no character of it has a meaning to Markdown, to HTML or to
// what GitHub makes of mentions and addresses. `text` is printable and has no line ends.
std::string escaped_markdown(std::string_view text);

// The same as code; GitHub looks for mentions, issues and commits outside of code only.
std::string code_markdown(std::string_view text);

// A block that no run of backticks in `lines` can end.
std::string fenced(const std::vector<std::string>& lines, std::string_view language);

// "<https://...>" when nothing in it can be taken for anything else; else as code.
std::string link_markdown(std::string_view address);

}  // namespace jcp
