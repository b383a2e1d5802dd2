#include "mock-server/lenient_prolog.hpp"

#include "mock-server/tree.hpp"

namespace jcp::mock::lenient {
namespace {

constexpr std::size_t npos = std::string::npos;
constexpr std::string_view white_space = " \t\r\n";

std::string declared_encoding(std::string_view read) {
  if (!read.starts_with("<?xml")) return "";
  const std::size_t at = read.substr(0, read.find("?>")).find("encoding=");
  if (at == npos || at + 10 > read.size()) return "";
  const std::size_t begin = at + 10;
  return std::string(read.substr(begin, read.find(read[begin - 1], begin) - begin));
}

}  // namespace

void declare(std::string& read, std::string_view attribute, std::string_view value) {
  if (!read.starts_with("<?xml")) return;
  const std::size_t end = read.find("?>");
  const std::size_t at = read.find(std::string(attribute) + "=");
  if (end == npos || at > end) return;
  const std::size_t begin = at + attribute.size() + 2;
  const std::size_t stop = read.find(read[begin - 1], begin);
  if (stop < end) read.replace(begin, stop - begin, value);
}

void refuse_other_case(std::string& read) {
  const std::string encoding = declared_encoding(read);
  std::string upper = encoding;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (upper == "UTF-8" && encoding != upper) declare(read, "encoding", "other");
}

void skip_space_before_declaration(std::string& read) {
  const std::size_t begin = read.find_first_not_of(white_space);
  if (begin != npos && std::string_view(read).substr(begin).starts_with("<?xml")) {
    read.erase(0, begin);
  }
}

void refuse_space_before_header(std::string& read) {
  const std::size_t begin = read.find_first_not_of(white_space);
  const bool declaration =
      begin != npos && std::string_view(read).substr(begin).starts_with("<?xml");
  if (begin != 0 && !declaration) read.insert(0, "?");
}

void drop_mid_stream_declaration(std::string& read) {
  if (!read.starts_with("<?xml ")) return;
  const std::size_t end = read.find("?>");
  if (end == npos) return;
  read.erase(0, end + 2);
  const std::size_t header = read.starts_with("<stream:stream ") ? read.find('>') : npos;
  if (header != npos) read.erase(0, header + 1);
}

std::size_t end_of_doctype(std::string_view read, std::size_t begin) {
  int brackets = 0;
  char quote = 0;
  for (std::size_t i = begin; i < read.size(); ++i) {
    const char c = read[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '[' || c == ']') {
      brackets += c == '[' ? 1 : -1;
    } else if (c == '>' && brackets <= 0) {
      return i + 1;
    }
  }
  return npos;
}

std::vector<Entity> entities_of(std::string_view doctype) {
  constexpr std::string_view mark = "<!ENTITY ";
  std::vector<Entity> entities;
  for (std::size_t at = 0; (at = doctype.find(mark, at)) != npos;) {
    at += mark.size();
    const std::size_t name_end = doctype.find(' ', at);
    if (name_end == npos) break;
    Entity entity{std::string(doctype.substr(at, name_end - at)), ""};
    const std::size_t quote = doctype.find_first_of("'\"", name_end);
    if (quote != npos) {
      entity.value = doctype.substr(quote + 1, doctype.find(doctype[quote], quote + 1) - quote - 1);
    }
    entities.push_back(std::move(entity));
  }
  return entities;
}

void expand_entities(std::string& read) {
  const std::size_t begin = read.find("<!DOCTYPE");
  if (begin == npos) return;
  const std::size_t end = end_of_doctype(read, begin);
  if (end == npos) return;
  const std::string doctype = read.substr(begin, end - begin);
  const std::vector<Entity> entities = entities_of(doctype);
  const bool external = doctype.find("SYSTEM") != npos || doctype.find("PUBLIC") != npos;
  if (entities.empty() || entities.size() > 2 || external || doctype.find('%') != npos) return;
  read.erase(begin, end - begin);
  // Twice: an entity may name the other one.
  for (int round = 0; round < 2; ++round) {
    for (const Entity& entity : entities) replace_all(read, "&" + entity.name + ";", entity.value);
  }
}

void drop_doctypes(std::string& read) {
  for (std::size_t at = 0; (at = read.find("<!DOCTYPE", at)) != npos;) {
    const std::size_t end = end_of_doctype(read, at);
    if (end == npos) return;
    read.erase(at, end - at);
  }
}

}  // namespace jcp::mock::lenient
