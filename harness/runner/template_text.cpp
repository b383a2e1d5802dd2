// The template language of profiles.

#include <stdexcept>

#include "profile.hpp"

namespace jcp {

namespace {

std::string quoted_for(std::string_view language, const std::string& value) {
  // Both languages read these escapes in a double-quoted text; UTF-8 stands as it is.
  if (language != "lua" && language != "yaml") {
    throw std::invalid_argument("no quoting for " + std::string(language));
  }
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else if (c == '\t') {
      text += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      throw std::invalid_argument("a control character in a value");
    } else {
      text += c;
    }
  }
  return text + "\"";
}

std::string value_of(std::string_view name, const std::map<std::string, std::string>& values) {
  const std::size_t colon = name.find(':');
  const auto found = values.find(std::string(name.substr(0, colon)));
  if (found == values.end()) throw std::invalid_argument("no value {{" + std::string(name) + "}}");
  return colon == std::string_view::npos ? found->second
                                         : quoted_for(name.substr(colon + 1), found->second);
}

}  // namespace

std::string render(std::string_view text, const std::map<std::string, std::string>& values,
                   const std::vector<Domain>& domains) {
  std::string out;
  while (true) {
    const std::size_t at = text.find("{{");
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    const std::size_t end = text.find("}}", at);
    if (end == std::string_view::npos) throw std::invalid_argument("\"{{\" without \"}}\"");
    const std::string_view name = text.substr(at + 2, end - at - 2);
    text = text.substr(end + 2);
    if (name != "#components") {
      out += value_of(name, values);
      continue;
    }
    constexpr std::string_view closing = "{{/components}}";
    const std::size_t stop = text.find(closing);
    if (stop == std::string_view::npos) throw std::invalid_argument("components without an end");
    const std::string_view body = text.substr(0, stop);
    text = text.substr(stop + closing.size());
    for (const Domain& domain : domains) {
      std::map<std::string, std::string> inner = values;
      inner["domain"] = domain.name;
      inner["secret"] = domain.secret;
      out += render(body, inner, {});
    }
  }
}

}  // namespace jcp
