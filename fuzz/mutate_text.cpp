// Text level: the same characters written in another way, and white space.

#include <algorithm>
#include <cstdio>

#include "fuzz/mutation.hpp"
#include "fuzz/utf8.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::string_view blanks[] = {" ", "\n", "\t", "\r\n", "\r", "  \n\t "};

struct Texts {
  std::vector<Place> character_data, values;  // of elements; values of attributes
};

Texts texts_in(const Session& session) {
  Texts texts;
  for (const Place& element : elements_of(session)) {
    const std::string_view text = text_at(session, element);
    const auto place = [&](Span span) {
      return Place{element.action,
                   {element.span.begin + span.begin, element.span.begin + span.end}};
    };
    for (const Markup& markup : markup_of(text)) {
      if (markup.kind == Markup::Kind::text) texts.character_data.push_back(place(markup.span));
      if (markup.kind != Markup::Kind::open && markup.kind != Markup::Kind::empty) continue;
      for (const WrittenAttribute& attribute : attributes_in(text, markup)) {
        texts.values.push_back(place(attribute.value));
      }
    }
  }
  return texts;
}

std::optional<Place> any_text(const Session& session, Tools& tools, bool values_too) {
  Texts texts = texts_in(session);
  std::vector<Place>& all = texts.character_data;
  if (values_too) all.insert(all.end(), texts.values.begin(), texts.values.end());
  if (all.empty()) return std::nullopt;
  return tools.chance.of(all);
}

// Where the characters are that are written as themselves: no fields, no references.
std::vector<Span> plain_characters(std::string_view text) {
  std::vector<Span> all;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = std::max<std::size_t>(utf8_length(text.substr(at)), 1);
    if (const std::string_view field = field_at(text.substr(at)); !field.empty()) {
      size = field.size() + 3;
    } else if (text[at] == '&') {
      size = std::min(text.find(';', at), text.size() - 1) + 1 - at;
    } else if (utf8_length(text.substr(at)) > 0) {
      all.push_back({at, at + size});
    }
    at += size;
  }
  return all;
}

unsigned code_point(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]);
  unsigned value = static_cast<unsigned char>(character[0]) & (0x7fU >> character.size());
  for (const char octet : character.substr(1)) {
    value = value << 6 | (static_cast<unsigned char>(octet) & 0x3fU);
  }
  return value;
}

bool write_as_reference(Session& session, Tools& tools) {
  const auto place = any_text(session, tools, true);
  if (!place) return false;
  const std::string text(text_at(session, *place));
  const std::vector<Span> characters = plain_characters(text);
  if (characters.empty()) return false;
  const Span span = tools.chance.of(characters);
  const unsigned value = code_point(std::string_view(text).substr(span.begin, span.size()));
  static constexpr const char* forms[] = {"&#%u;", "&#x%x;", "&#x%X;", "&#%010u;", "&#x%08x;"};
  char reference[24];
  const int size = std::snprintf(reference, sizeof reference, tools.chance.of(forms), value);
  const std::size_t begin = place->span.begin + span.begin;
  replace(session, {place->action, {begin, begin + span.size()}},
          std::string_view(reference, static_cast<std::size_t>(size)));
  return true;
}

bool write_as_cdata(Session& session, Tools& tools) {
  const auto place = any_text(session, tools, false);
  if (!place) return false;
  replace(session, *place, "<![CDATA[" + std::string(text_at(session, *place)) + "]]>");
  return true;
}

// Between attributes and before the end of a tag.
bool blank_in_tag(Session& session, Tools& tools) {
  std::vector<Boundary> all;
  for (const Place& element : elements_of(session)) {
    const std::string_view text = text_at(session, element);
    for (const Markup& markup : markup_of(text)) {
      using Kind = Markup::Kind;
      if (markup.kind != Kind::open && markup.kind != Kind::empty && markup.kind != Kind::close) {
        continue;
      }
      all.push_back({element.action, element.span.begin + name_in(text, markup).end});
      if (markup.kind == Kind::close) continue;
      for (const WrittenAttribute& attribute : attributes_in(text, markup)) {
        all.push_back({element.action, element.span.begin + attribute.end});
      }
    }
  }
  if (all.empty()) return false;
  insert(session, tools.chance.of(all), tools.chance.of(blanks));
  return true;
}

// Between stanzas, and in what they hold.
bool blank_in_text(Session& session, Tools& tools) {
  const auto place = any_text(session, tools, true);
  if (!place || tools.chance.one_in(3)) {
    const std::vector<Boundary> all = boundaries_of(session);
    insert(session, tools.chance.of(all), tools.chance.of(blanks));
    return true;
  }
  const std::size_t at = tools.chance.one_in(2) ? place->span.begin : place->span.end;
  replace(session, {place->action, {at, at}}, tools.chance.of(blanks));
  return true;
}

bool change_line_ends(Session& session, Tools& tools) {
  for (const std::size_t i : texts_of(session, false)) {
    std::string& text = session[i].text;
    const std::size_t at = text.find('\n');
    if (at == text.npos) continue;
    const bool pair = at > 0 && text[at - 1] == '\r';
    if (pair) {
      text.erase(tools.chance.one_in(2) ? at : at - 1, 1);
    } else {
      text.replace(at, 1, tools.chance.one_in(2) ? "\r\n" : "\r");
    }
    return true;
  }
  return false;
}

bool change_quotes(Session& session, Tools& tools) {
  const Texts texts = texts_in(session);
  if (texts.values.empty()) return false;
  const Place place = tools.chance.of(texts.values);
  std::string& text = session[place.action].text;
  const char other = text[place.span.end] == '\'' ? '"' : '\'';
  if (text_at(session, place).find(other) != std::string_view::npos) return false;
  text[place.span.begin - 1] = text[place.span.end] = other;
  return true;
}

bool change_empty_form(Session& session, Tools& tools) {
  const auto place = any_element(session, tools);
  if (!place) return false;
  std::string element(text_at(session, *place));
  const Span content = content_of(element);
  if (content.size() > 0) return false;
  if (content.begin < element.size()) {
    element.replace(content.begin - 1, element.npos, "/>");
  } else {
    const std::string name(element_name(element));
    element.replace(element.size() - 2, 2, "></" + name + ">");
  }
  replace(session, *place, element);
  return true;
}

bool lengthen(Session& session, Tools& tools) {
  const auto place = any_text(session, tools, true);
  if (!place) return false;
  const std::size_t size = 1 + tools.chance.below(tools.chance.one_in(8) ? 12'000 : 300);
  static constexpr char characters[] = {'a', ' ', '>', '/', '@'};
  replace(session, {place->action, {place->span.end, place->span.end}},
          std::string(size, tools.chance.of(characters)));
  return true;
}

constexpr Mutation mutations[] = {
    {"write-as-reference", write_as_reference},
    {"write-as-cdata", write_as_cdata},
    {"blank-in-tag", blank_in_tag},
    {"blank-in-text", blank_in_text},
    {"change-line-ends", change_line_ends},
    {"change-quotes", change_quotes},
    {"change-empty-form", change_empty_form},
    {"lengthen", lengthen},
};

}  // namespace

std::span<const Mutation> text_mutations() { return mutations; }

}  // namespace jcp::fuzz
