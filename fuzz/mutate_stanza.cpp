// Stanza level: what a stanza is called, says of itself and holds.

#include <algorithm>

#include "fuzz/mutation.hpp"
#include "fuzz/vocabulary.hpp"

namespace jcp::fuzz {

namespace {

// Applies `change(std::string) -> std::string` to one element of the session.
template <typename Change>
bool change_element(Session& session, Tools& tools, Change change) {
  const auto place = any_element(session, tools);
  if (!place) return false;
  replace(session, *place, change(std::string(text_at(session, *place))));
  return true;
}

// The same for the tag of an element, or of one inside of it.
template <typename Change>
bool change_tag(Session& session, Tools& tools, Change change) {
  return change_element(session, tools, [&](std::string element) {
    std::vector<Span> tags;
    for (const Markup& markup : markup_of(element)) {
      const bool begins = markup.kind == Markup::Kind::open || markup.kind == Markup::Kind::empty;
      if (begins) tags.push_back(markup.span);
    }
    const Span tag = tools.chance.of(tags);
    return element.replace(tag.begin, tag.size(), change(element.substr(tag.begin, tag.size())));
  });
}

bool change_kind(Session& session, Tools& tools) {
  return change_element(session, tools, [&](const std::string& element) {
    return renamed(element, tools.chance.of(vocabulary::kinds));
  });
}

template <std::size_t size>
bool set_attribute(Session& session, Tools& tools, std::string_view name,
                   const std::string_view (&values)[size]) {
  return change_element(session, tools, [&](const std::string& element) {
    return with_attribute(element, name, tools.chance.of(values));
  });
}

bool change_type(Session& session, Tools& tools) {
  return set_attribute(session, tools, "type", vocabulary::types);
}

bool change_id(Session& session, Tools& tools) {
  return set_attribute(session, tools, "id", vocabulary::ids);
}

bool change_address(Session& session, Tools& tools) {
  return set_attribute(session, tools, tools.chance.one_in(2) ? "from" : "to",
                       vocabulary::addresses);
}

bool copy_attribute(Session& session, Tools& tools) {
  const auto source = any_element(session, tools);
  if (!source) return false;
  const std::string_view element = text_at(session, *source);
  const std::vector<WrittenAttribute> attributes = attributes_in(element, first_tag(element));
  if (attributes.empty()) return false;
  const auto& [name, value, end] = tools.chance.of(attributes);
  const std::string copied(element.substr(value.begin, value.size()));
  // Mostly to where such a value belongs.
  const std::string where(tools.chance.one_in(4) ? tools.chance.of(vocabulary::attributes)
                                                 : element.substr(name.begin, name.size()));
  const bool of_both_quotes = copied.find('\'') != copied.npos && copied.find('"') != copied.npos;
  return !of_both_quotes && change_element(session, tools, [&](const std::string& target) {
    return with_attribute(target, where, copied);
  });
}

bool drop_attribute(Session& session, Tools& tools) {
  return change_tag(session, tools, [&](std::string tag) {
    const std::vector<WrittenAttribute> attributes = attributes_in(tag, first_tag(tag));
    if (attributes.empty()) return tag;
    const WrittenAttribute& attribute = tools.chance.of(attributes);
    return tag.erase(attribute.name.begin, attribute.end - attribute.name.begin);
  });
}

bool swap_namespace(Session& session, Tools& tools) {
  return change_tag(session, tools, [&](const std::string& tag) {
    return with_attribute(tag, "xmlns", tools.chance.of(vocabulary::namespaces));
  });
}

bool rename_prefix(Session& session, Tools& tools) {
  return change_element(session, tools, [&](const std::string& element) {
    const std::string_view written = element_name(element);
    const std::size_t colon = written.find(':');
    const std::string local(written.substr(colon == written.npos ? 0 : colon + 1));
    const std::string prefix = tools.chance.one_in(4) ? "stream" : "p";
    // The prefix of the stream keeps its meaning, or gets that of the stanzas.
    const std::string_view uri = tools.chance.one_in(4) ? tools.chance.of(vocabulary::namespaces)
                                                        : vocabulary::namespaces[0];
    const std::string element_of_prefix = renamed(element, prefix + ":" + local);
    return uri.empty() ? element_of_prefix
                       : with_attribute(element_of_prefix, "xmlns:" + prefix, uri);
  });
}

bool wrap(Session& session, Tools& tools) {
  static constexpr std::string_view wraps[][2] = {
      {"<message from='${us}' to='${them}'>", "</message>"},
      {"<message from='${us}' to='${other.domain}'><forwarded xmlns='urn:xmpp:forward:0'>",
       "</forwarded></message>"},
      {"<iq type='set' id='w1' from='${us}' to='${them}'>", "</iq>"},
      {"<x xmlns='urn:x'>", "</x>"},
      {"<stream:error>", "</stream:error>"}};
  return change_element(session, tools, [&](const std::string& element) {
    const auto& [before, behind] = tools.chance.of(wraps);
    return std::string(before) + element + std::string(behind);
  });
}

std::string with_content(std::string element, std::string_view content) {
  const Span place = content_of(element);
  if (place.begin < element.size()) {
    return element.replace(place.begin, place.size(), content);
  }
  const std::string name(element_name(element));
  element.erase(element.size() - 2);  // "/>"
  return element.append(">").append(content).append("</").append(name).append(">");
}

std::string content(std::string_view element) {
  const Span place = content_of(element);
  return std::string(element.substr(place.begin, place.size()));
}

bool nest(Session& session, Tools& tools) {
  return change_element(session, tools, [&](const std::string& element) {
    if (tools.chance.one_in(2)) return with_content(element, element + content(element));
    const std::size_t depth = tools.chance.one_in(16) ? 600 : 1 + tools.chance.below(8);
    std::string inner = content(element);
    std::string before, behind;
    for (std::size_t i = 0; i < depth; ++i) {
      before += "<x>";
      behind += "</x>";
    }
    return with_content(element, before + inner + behind);
  });
}

bool explode(Session& session, Tools& tools) {
  return change_element(session, tools, [&](std::string element) {
    const std::size_t count = tools.chance.one_in(16) ? 500 : 1 + tools.chance.below(16);
    const std::size_t what = tools.chance.below(3);
    std::string more;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string n = std::to_string(i);
      more += what == 0   ? " a" + n + "='" + n + "'"
              : what == 1 ? " xmlns:n" + n + "='urn:n" + n + "'"
                          : "<x n='" + n + "'/>";
    }
    if (what == 2) return with_content(element, content(element) + more);
    // A second explosion finds the names taken.
    const bool taken = element.find(what == 0 ? " a0=" : " xmlns:n0=") != element.npos;
    if (!taken) element.insert(name_in(element, first_tag(element)).end, more);
    return element;
  });
}

bool exchange_content(Session& session, Tools& tools) {
  const auto source = any_element(session, tools);
  if (!source) return false;
  const std::string copied = content(text_at(session, *source));
  return change_element(session, tools,
                        [&](const std::string& element) { return with_content(element, copied); });
}

constexpr Mutation mutations[] = {
    {"change-kind", change_kind},
    {"change-type", change_type},
    {"change-id", change_id},
    {"change-address", change_address},
    {"copy-attribute", copy_attribute},
    {"drop-attribute", drop_attribute},
    {"swap-namespace", swap_namespace},
    {"rename-prefix", rename_prefix},
    {"wrap", wrap},
    {"nest", nest},
    {"explode", explode},
    {"exchange-content", exchange_content},
};

}  // namespace

std::span<const Mutation> stanza_mutations() { return mutations; }

}  // namespace jcp::fuzz
