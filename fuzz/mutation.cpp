#include "mutation.hpp"

#include <algorithm>

namespace jcp::fuzz {

std::vector<Place> elements_of(const Session& session) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < session.size(); ++i) {
    if (session[i].kind != Action::Kind::send) continue;
    for (const Span span : elements_of(session[i].text)) places.push_back({i, span});
  }
  return places;
}

std::optional<Place> any_element(const Session& session, Tools& tools) {
  const std::vector<Place> places = elements_of(session);
  if (places.empty()) return std::nullopt;
  return tools.chance.of(places);
}

std::string_view text_at(const Session& session, const Place& place) {
  return std::string_view(session[place.action].text).substr(place.span.begin, place.span.size());
}

void replace(Session& session, const Place& place, std::string_view by) {
  session[place.action].text.replace(place.span.begin, place.span.size(), by);
}

std::vector<std::size_t> texts_of(const Session& session, bool octets) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < session.size(); ++i) {
    const bool wanted = session[i].kind == Action::Kind::send ||
                        (octets && session[i].kind == Action::Kind::octets);
    if (wanted && !session[i].text.empty()) found.push_back(i);
  }
  return found;
}

std::vector<Boundary> boundaries_of(const Session& session) {
  std::vector<Boundary> all;
  for (std::size_t i = 0; i < session.size(); ++i) {
    all.push_back({i, 0});
    if (session[i].kind != Action::Kind::send) continue;
    for (const Span span : elements_of(session[i].text)) {
      if (span.begin > 0) all.push_back({i, span.begin});
    }
  }
  all.push_back({session.size(), 0});
  return all;
}

void insert(Session& session, const Boundary& at, std::string_view text) {
  if (at.offset > 0) {
    session[at.action].text.insert(at.offset, text);
    return;
  }
  const std::uint8_t actor = at.action > 0 ? session[at.action - 1].actor : std::uint8_t{0};
  session.insert(session.begin() + static_cast<std::ptrdiff_t>(at.action),
                 {.kind = Action::Kind::send, .actor = actor, .text = std::string(text)});
}

Markup first_tag(std::string_view element) { return markup_of(element).front(); }

std::string_view element_name(std::string_view element) {
  const Span name = name_in(element, first_tag(element));
  return element.substr(name.begin, name.size());
}

std::string with_attribute(std::string element, std::string_view name, std::string_view value) {
  const Markup tag = first_tag(element);
  const char quote = value.find('\'') == std::string_view::npos ? '\'' : '"';
  std::string written(name);
  written.append("=").append(1, quote).append(value).append(1, quote);
  for (const WrittenAttribute& attribute : attributes_in(element, tag)) {
    const std::string_view present =
        std::string_view(element).substr(attribute.name.begin, attribute.name.size());
    if (present != name) continue;
    return element.replace(attribute.name.begin, attribute.end - attribute.name.begin, written);
  }
  return element.insert(name_in(element, tag).end, " " + written);
}

std::string renamed(std::string element, std::string_view name) {
  const std::vector<Markup> all = markup_of(element);
  if (all.back().kind == Markup::Kind::close) {
    const Span last = name_in(element, all.back());
    element.replace(last.begin, last.size(), name);
  }
  const Span first = name_in(element, all.front());
  return element.replace(first.begin, first.size(), name);
}

Span content_of(std::string_view element) {
  const std::vector<Markup> all = markup_of(element);
  if (all.size() < 2) return {element.size(), element.size()};
  return {all.front().span.end, all.back().span.begin};
}

}  // namespace jcp::fuzz
