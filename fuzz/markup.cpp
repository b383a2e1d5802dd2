#include "markup.hpp"

#include <algorithm>

namespace jcp::fuzz {

namespace {

using Kind = Markup::Kind;

constexpr std::string_view header_field = "${header}";
constexpr std::string_view white_space = " \t\r\n";
constexpr auto npos = std::string_view::npos;

bool is_blank(char c) { return white_space.find(c) != npos; }

// End of what begins at `from` and is closed by `mark`; the end of the text when it is not.
std::size_t behind(std::string_view text, std::string_view mark, std::size_t from) {
  const std::size_t at = text.find(mark, from);
  return at == npos ? text.size() : at + mark.size();
}

// End of the tag at `begin`: a ">" in quotes is none.
std::size_t end_of_tag(std::string_view text, std::size_t begin) {
  char quote = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (quote != 0) {
      quote = text[i] == quote ? '\0' : quote;
    } else if (text[i] == '\'' || text[i] == '"') {
      quote = text[i];
    } else if (text[i] == '>') {
      return i + 1;
    }
  }
  return npos;
}

bool is_stream(std::string_view name) { return name == "stream:stream" || name == "stream"; }

Markup tag_at(std::string_view text, std::size_t begin) {
  const std::size_t end = end_of_tag(text, begin);
  if (end == npos) return {Kind::other, {begin, text.size()}};
  Markup tag{Kind::open, {begin, end}};
  if (text[begin + 1] == '/') tag.kind = Kind::close;
  const Span name = name_in(text, tag);
  const bool stream = is_stream(text.substr(name.begin, name.size()));
  if (name.size() == 0) {
    tag.kind = Kind::other;
  } else if (tag.kind == Kind::close) {
    tag.kind = stream ? Kind::end : Kind::close;
  } else if (text[end - 2] == '/') {
    tag.kind = Kind::empty;
  } else if (stream) {
    tag.kind = Kind::header;
  }
  return tag;
}

Markup markup_at(std::string_view text, std::size_t begin) {
  const std::string_view rest = text.substr(begin);
  const auto until = [&](std::string_view mark) {
    return Markup{Kind::other, {begin, behind(text, mark, begin)}};
  };
  if (rest.starts_with("<!--")) return until("-->");
  if (rest.starts_with("<![CDATA[")) return until("]]>");
  if (rest.starts_with("<?")) return until("?>");
  if (rest.starts_with("<!")) return until(">");
  return tag_at(text, begin);
}

}  // namespace

std::vector<Markup> markup_of(std::string_view text) {
  std::vector<Markup> all;
  for (std::size_t at = 0; at < text.size(); at = all.back().span.end) {
    const std::size_t next =
        std::min({text.find('<', at), text.find(header_field, at), text.size()});
    if (next > at) {
      all.push_back({Kind::text, {at, next}});
    } else if (text[at] == '$') {
      all.push_back({Kind::header, {at, at + header_field.size()}});
    } else {
      all.push_back(markup_at(text, at));
    }
  }
  return all;
}

Span name_in(std::string_view text, const Markup& tag) {
  const std::size_t begin = tag.span.begin + (text[tag.span.begin + 1] == '/' ? 2 : 1);
  std::size_t end = begin;
  while (end < tag.span.end && !is_blank(text[end]) && text[end] != '/' && text[end] != '>') ++end;
  return {begin, end};
}

std::vector<WrittenAttribute> attributes_in(std::string_view text, const Markup& tag) {
  std::vector<WrittenAttribute> all;
  std::size_t at = name_in(text, tag).end;
  while (at < tag.span.end) {
    while (at < tag.span.end && is_blank(text[at])) ++at;
    const std::size_t equals = text.find('=', at);
    const std::size_t quote = equals == npos ? npos : text.find_first_of("'\"", equals);
    if (quote == npos || quote >= tag.span.end) break;
    const std::size_t close = text.find(text[quote], quote + 1);
    if (close == npos || close >= tag.span.end) break;
    all.push_back({{at, equals}, {quote + 1, close}, close + 1});
    at = close + 1;
  }
  return all;
}

std::vector<Span> elements_of(std::string_view text) {
  std::vector<Span> all;
  std::size_t depth = 0, begin = 0;
  for (const Markup& markup : markup_of(text)) {
    if (markup.kind == Kind::header || markup.kind == Kind::end) depth = 0;
    if (depth == 0) begin = markup.span.begin;
    if (markup.kind == Kind::open) ++depth;
    const bool closes = markup.kind == Kind::close && depth > 0 && --depth == 0;
    if (closes || (markup.kind == Kind::empty && depth == 0)) {
      all.push_back({begin, markup.span.end});
    }
  }
  return all;
}

}  // namespace jcp::fuzz
