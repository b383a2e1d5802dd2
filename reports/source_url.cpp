#include "source_url.hpp"

#include <algorithm>
#include <string_view>

namespace jcp {

namespace {

// The number that `text` has at `at`: "4.9.1.1".
std::string section_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789.", at), text.size());
  std::string section(text.substr(at, end - at));
  while (section.ends_with('.')) section.pop_back();
  return section;
}

}  // namespace

std::string source_url(const std::string& source) {
  const std::size_t rfc = source.find("RFC "), xep = source.find("XEP-");
  if (rfc < xep && source.size() >= rfc + 8) {
    const std::string number = source.substr(rfc + 4, 4);
    const bool has_section = source.size() > rfc + 9 && source[rfc + 8] == ' ';
    const std::string section = has_section ? section_at(source, rfc + 9) : "";
    return "https://www.rfc-editor.org/rfc/rfc" + number +
           (section.empty() ? "" : "#section-" + section);
  }
  if (xep != std::string::npos && source.size() >= xep + 8) {
    return "https://xmpp.org/extensions/xep-" + source.substr(xep + 4, 4) + ".html";
  }
  if (source.starts_with("XML-NAMES") || source.starts_with("XML names")) {
    return "https://www.w3.org/TR/xml-names/";
  }
  if (source.starts_with("XML")) return "https://www.w3.org/TR/xml/";
  return {};
}

}  // namespace jcp
