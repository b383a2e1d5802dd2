#include "import.hpp"

#include <utility>

namespace jcp::fuzz {

namespace {

Oracle oracle_of(std::string_view name) {
  constexpr std::pair<std::string_view, Oracle> kinds[] = {{"timeout-", Oracle::hang},
                                                           {"oom-", Oracle::memory},
                                                           {"leak-", Oracle::memory},
                                                           {"slow-unit-", Oracle::superlinear}};
  for (const auto& [prefix, oracle] : kinds) {
    if (name.starts_with(prefix)) return oracle;
  }
  return Oracle::crash;
}

// Lower case letters and digits in words joined by a dash.
std::string words_of(std::string_view name) {
  std::string words;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      words += c;
    } else if (!words.empty() && words.back() != '-') {
      words += '-';
    }
  }
  if (words.ends_with('-')) words.pop_back();
  return words.empty() ? "file" : words;
}

}  // namespace

Finding finding_in(std::string_view file_name, std::string_view bytes) {
  const std::string_view name = file_name.substr(file_name.rfind('/') + 1);
  const std::string oracle(to_string(oracle_of(name)));
  return {oracle, "imported-" + words_of(name), "from the file " + std::string(name),
          decode(bytes)};
}

}  // namespace jcp::fuzz
