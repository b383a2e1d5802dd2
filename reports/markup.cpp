#include "markup.hpp"

#include <algorithm>

namespace jcp {

namespace {

// ASCII punctuation that a sentence has and that means nothing within a line.
constexpr std::string_view harmless = " ,;?%'\"/-.=+()";

bool is_plain(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || static_cast<unsigned char>(c) >= 0x80 ||
         harmless.find(c) != std::string_view::npos;
}

}  // namespace

std::string escaped_markdown(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // Addresses are linked where nobody asked for it: an empty comment, which GitHub drops, parts
    // those with an @, and what begins with www has another dot.
    const bool www = c == '.' && i >= 3 && text.substr(i - 3, 3) == "www";
    if (c == '@') {
      result += "@<!-- -->";
    } else if (is_plain(c) && !www) {
      result += c;
    } else {
      result += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return result;
}

std::string code_markdown(std::string_view text) {
  return "<code>" + escaped_markdown(text) + "</code>";
}

std::string fenced(const std::vector<std::string>& lines, std::string_view language) {
  std::size_t longest = 2;
  std::string text;
  for (const std::string& line : lines) {
    std::size_t run = 0;
    for (const char c : line) {
      run = c == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    text += line + "\n";
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + text + fence + "\n";
}

std::string link_markdown(std::string_view address) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#=%+,";
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  if (web && address.find_first_not_of(allowed) == std::string_view::npos) {
    return "<" + std::string(address) + ">";
  }
  return code_markdown(address);
}

}  // namespace jcp
