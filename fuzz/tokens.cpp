#include "tokens.hpp"

#include <algorithm>

namespace jcp::fuzz {

namespace {

constexpr std::string_view white = " \t\r\n";

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      if (!delimited() && !tag() && !reference()) character_data();
    }
    return std::move(found_);
  }

 private:
  void take(Token tokens, std::size_t end) {
    tokens.range = {at_, end};
    found_.push_back(std::move(tokens));
    at_ = end;
  }

  bool delimited() {
    struct Delimiters {
      std::string_view begin, end;
      Token::Kind kind;
    };
    using Kind = Token::Kind;
    static constexpr Delimiters all[] = {{"<![CDATA[", "]]>", Kind::cdata},
                                         {"<!--", "-->", Kind::instruction},
                                         {"<?", "?>", Kind::instruction},
                                         {"<!", ">", Kind::instruction}};
    for (const auto& [begin, end, kind] : all) {
      if (!text_.substr(at_).starts_with(begin)) continue;
      const std::size_t closed = text_.find(end, at_ + begin.size());
      if (closed == std::string_view::npos) return false;
      take({kind, {}, {}, {}}, closed + end.size());
      return true;
    }
    return false;
  }

  // The end of the attribute at `at`: behind its closing quote, or where a blank or the tag ends.
  std::size_t end_of_attribute(std::size_t at) const {
    const std::size_t stop = std::min(text_.find_first_of(" \t\r\n=>", at), text_.size());
    if (stop == text_.size() || text_[stop] != '=') return stop;
    const std::size_t value = stop + 1;
    if (value < text_.size() && (text_[value] == '"' || text_[value] == '\'')) {
      const std::size_t closed = text_.find(text_[value], value + 1);
      return closed == std::string_view::npos ? text_.size() : closed + 1;
    }
    return std::min(text_.find_first_of(" \t\r\n>", value), text_.size());
  }

  bool tag() {
    if (text_[at_] != '<') return false;
    const bool closing = text_.substr(at_).starts_with("</");
    const std::size_t name = at_ + (closing ? 2 : 1);
    std::size_t at = std::min(text_.find_first_of(" \t\r\n/>", name), text_.size());
    Token tokens{closing ? Token::Kind::end : Token::Kind::start, {}, {}, {}};
    tokens.name = text_.substr(name, at - name);
    while (at < text_.size()) {
      const std::size_t word = std::min(text_.find_first_not_of(white, at), text_.size());
      if (text_.substr(word).starts_with("/>")) {
        tokens.kind = Token::Kind::empty;
        take(std::move(tokens), word + 2);
        return true;
      }
      if (text_.substr(word).starts_with('>')) {
        take(std::move(tokens), word + 1);
        return true;
      }
      const std::size_t end = std::max(end_of_attribute(word), std::min(word + 1, text_.size()));
      tokens.attributes.push_back({at, end});
      at = end;
    }
    return false;
  }

  bool reference() {
    if (text_[at_] != '&') return false;
    const std::size_t end = text_.find_first_of("; \t\r\n<&", at_ + 1);
    if (end == std::string_view::npos || text_[end] != ';') return false;
    take({Token::Kind::reference, {}, {}, {}}, end + 1);
    return true;
  }

  void character_data() {
    const std::size_t end = std::min(text_.find_first_of("<&", at_ + 1), text_.size());
    if (!found_.empty() && found_.back().kind == Token::Kind::text) {
      found_.back().range.end = at_ = end;
    } else {
      take({}, end);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> found_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Scanner(text).run(); }

std::vector<ElementRange> elements_in(const std::vector<Token>& tokens) {
  std::vector<ElementRange> elements;
  std::vector<const Token*> open;
  for (const Token& part : tokens) {
    if (part.kind == Token::Kind::empty) elements.push_back({part.range, {}});
    if (part.kind == Token::Kind::start) open.push_back(&part);
    if (part.kind != Token::Kind::end) continue;
    const auto opened = std::find_if(open.rbegin(), open.rend(),
                                     [&](const Token* start) { return start->name == part.name; });
    if (opened == open.rend()) continue;
    elements.push_back({(*opened)->range, part.range});
    open.erase(opened.base() - 1, open.end());
  }
  std::ranges::sort(elements, {}, [](const ElementRange& e) { return e.start.begin; });
  return elements;
}

}  // namespace jcp::fuzz
