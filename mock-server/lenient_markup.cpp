#include "mock-server/lenient_markup.hpp"

#include <algorithm>
#include <utility>

#include "mock-server/reading.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::lenient {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

// Behind the '>' of the tag that `bytes` begin with; a '>' in quotes does not end it.
std::size_t end_of_tag(std::string_view bytes) {
  char quote = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (quote != 0) {
      if (bytes[i] == quote) quote = 0;
    } else if (bytes[i] == '\'' || bytes[i] == '"') {
      quote = bytes[i];
    } else if (bytes[i] == '>') {
      return i + 1;
    }
  }
  return npos;
}

std::size_t behind(std::string_view bytes, std::string_view mark) {
  const auto found = bytes.find(mark);
  return found == npos ? npos : found + mark.size();
}

std::string_view take_until(std::string_view& text, std::string_view stop) {
  const auto taken = text.substr(0, text.find_first_of(stop));
  text.remove_prefix(taken.size());
  return taken;
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
}

// false: not a tag that this can write again without changing it.
bool parse(std::string_view text, Tag& tag) {
  text.remove_prefix(1);
  text.remove_suffix(1);
  if (text.starts_with('/')) {
    tag.end = true;
    text.remove_prefix(1);
  } else if (text.ends_with('/')) {
    tag.empty = true;
    text.remove_suffix(1);
  }
  tag.name = take_until(text, white_space);
  for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
    Attribute attribute;
    attribute.name = take_until(text, "= \t\r\n");
    skip_blanks(text);
    if (!text.starts_with('=')) return false;
    text.remove_prefix(1);
    skip_blanks(text);
    if (text.empty() || (text.front() != '\'' && text.front() != '"')) return false;
    const std::string_view quote = text.substr(0, 1);
    text.remove_prefix(1);
    attribute.value = take_until(text, quote);
    if (text.empty()) return false;
    text.remove_prefix(1);
    if (quote == "\"") replace_all(attribute.value, "'", "&apos;");
    tag.attributes.push_back(std::move(attribute));
  }
  return !tag.name.empty();
}

// Where the next token of `read` ends and whether it is a tag.
std::size_t token(std::string_view rest, bool& tag) {
  tag = false;
  if (rest.front() != '<') return std::min(rest.find('<'), rest.size());
  if (rest.starts_with("<?")) return behind(rest, "?>");
  if (rest.starts_with("<!--")) return behind(rest, "-->");
  if (rest.starts_with("<![CDATA[")) return behind(rest, "]]>");
  if (rest.starts_with("<!")) return npos;
  tag = true;
  return end_of_tag(rest);
}

std::string uri_of(std::string_view prefix, const Tag& tag, const std::vector<Tag>& open) {
  const std::string name = "xmlns:" + std::string(prefix);
  if (const std::string* uri = tag.value(name)) return *uri;
  for (auto outer = open.rbegin(); outer != open.rend(); ++outer) {
    if (const std::string* uri = outer->value(name)) return *uri;
  }
  return prefix == "xml" ? std::string(xml_namespace) : "";
}

bool declares(const Attribute& attribute) {
  return attribute.name == "xmlns" || attribute.name.starts_with("xmlns:");
}

void underline(std::string& name) {
  if (std::ranges::count(name, ':') > 1) std::ranges::replace(name, ':', '_');
}

}  // namespace

const std::string* Tag::value(std::string_view attribute) const {
  const auto found = std::ranges::find(attributes, attribute, &Attribute::name);
  return found == attributes.end() ? nullptr : &found->value;
}

std::string Tag::text() const {
  if (dropped) return "";
  std::string out = end ? "</" : "<";
  out += name;
  for (const Attribute& attribute : attributes) {
    out.append(" ").append(attribute.name).append("='").append(attribute.value).append("'");
  }
  return out += empty ? "/>" : ">";
}

void remove_spans(std::string& read, std::string_view begin, std::string_view end,
                  std::string_view target_not) {
  std::size_t at = 0;
  while ((at = read.find(begin, at)) != npos) {
    const std::size_t stop = read.find(end, at + begin.size());
    if (stop == npos) return;
    const bool spared = !target_not.empty() &&
                        std::string_view(read).substr(at + begin.size()).starts_with(target_not);
    if (spared) {
      at = stop;
    } else {
      read.erase(at, stop + end.size() - at);
    }
  }
}

std::size_t first_element(std::string_view read) {
  std::size_t done = 0;
  std::size_t depth = 0;
  while (done < read.size()) {
    bool is_tag = false;
    const std::size_t size = token(read.substr(done), is_tag);
    if (size == npos) return 0;
    const std::string_view text = read.substr(done, size);
    done += size;
    if (!is_tag) continue;
    if (text.starts_with("</")) {
      if (depth > 0) --depth;
    } else if (!text.ends_with("/>")) {
      ++depth;
    }
    if (depth == 0) return done;
  }
  return 0;
}

std::vector<Tag> filter_tags(std::string& read, std::vector<Tag> open, TagFilter filter) {
  std::string out;
  std::string_view rest = read;
  while (!rest.empty()) {
    bool is_tag = false;
    const std::size_t size = token(rest, is_tag);
    if (size == npos) break;
    const std::string_view text = rest.substr(0, size);
    rest.remove_prefix(size);
    Tag tag;
    if (!is_tag || !parse(text, tag)) {
      out += text;
      continue;
    }
    const std::string before = tag.text();
    filter(tag, open);
    const std::string after = tag.text();
    if (before == after) {
      out += text;
    } else {
      out += after;
    }
    if (tag.end && !tag.dropped && !open.empty()) open.pop_back();
    if (!tag.end && !tag.empty) open.push_back(std::move(tag));
  }
  out += rest;
  read = std::move(out);
  return open;
}

void keep(Tag&, std::vector<Tag>&) {}

void drop_crossed_end_tag(Tag& tag, std::vector<Tag>& open) {
  if (!tag.end || tag.name == "stream:stream") return;
  // The stream itself is not closed by a stray end tag, whatever the prefix of its name.
  tag.dropped = open.size() < 2 || open.back().name != tag.name;
}

void bind_prefixes(Tag& tag, std::vector<Tag>& open) {
  if (tag.end) return;
  std::vector<std::string> prefixes{std::string(prefix_of(tag.name))};
  for (const Attribute& attribute : tag.attributes) {
    if (!declares(attribute)) prefixes.emplace_back(prefix_of(attribute.name));
  }
  for (const std::string& prefix : prefixes) {
    if (prefix.empty() || prefix == "stream" || prefix == "xmlns") continue;
    if (!uri_of(prefix, tag, open).empty()) continue;
    tag.attributes.push_back({"xmlns:" + prefix, unbound_namespace});
  }
}

void drop_equal_expanded_names(Tag& tag, std::vector<Tag>& open) {
  std::vector<std::string> seen;
  std::vector<Attribute> kept;
  for (const Attribute& attribute : tag.attributes) {
    const std::string_view prefix = prefix_of(attribute.name);
    if (!prefix.empty() && !declares(attribute)) {
      std::string name = uri_of(prefix, tag, open) + " " + std::string(local_of(attribute.name));
      if (std::ranges::find(seen, name) != seen.end()) continue;
      seen.push_back(std::move(name));
    }
    kept.push_back(attribute);
  }
  tag.attributes = std::move(kept);
}

void mend_reserved_prefixes(Tag& tag, std::vector<Tag>&) {
  std::erase_if(tag.attributes, [](const Attribute& attribute) {
    return attribute.name == "xmlns:xmlns" || attribute.name == "xmlns:xml";
  });
  for (Attribute& attribute : tag.attributes) {
    const bool reserved = attribute.value == xml_namespace || attribute.value == xmlns_namespace;
    if (declares(attribute) && reserved) attribute.value = "urn:reserved";
  }
}

void mend_undeclared_prefixes(Tag& tag, std::vector<Tag>&) {
  for (Attribute& attribute : tag.attributes) {
    const bool prefixed = attribute.name.starts_with("xmlns:");
    if (prefixed && attribute.value.empty()) attribute.value = "urn:undeclared";
  }
}

void join_colons(Tag& tag, std::vector<Tag>&) {
  underline(tag.name);
  for (Attribute& attribute : tag.attributes) underline(attribute.name);
}

void mark_duplicate_attributes(Tag& tag, std::vector<Tag>&) {
  for (std::size_t i = tag.attributes.size(); i-- > 0;) {
    const std::string name = tag.attributes[i].name;
    const auto earlier = std::ranges::find(tag.attributes, name, &Attribute::name);
    if (earlier == tag.attributes.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    const std::string last = last_duplicate + name;
    if (tag.value(last)) {
      tag.attributes.erase(tag.attributes.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      tag.attributes[i].name = last;
    }
  }
}

void drop_duplicate_attributes(Tag& tag, std::vector<Tag>&) {
  std::vector<Attribute> kept;
  for (const Attribute& attribute : tag.attributes) {
    const bool seen = std::ranges::find(kept, attribute.name, &Attribute::name) != kept.end();
    if (!seen) kept.push_back(attribute);
  }
  tag.attributes = std::move(kept);
}

void quote_to(std::string& read) {
  const std::size_t at = read.find(" to=");
  const std::size_t value = at + 4;
  if (at == npos || at > end_of_tag(read) || value >= read.size()) return;
  if (read[value] == '\'' || read[value] == '"') return;
  const std::size_t stop = read.find_first_of(" >", value);
  if (stop == npos) return;
  // In "to=a/>" the slash closes the tag.
  const std::size_t end = read[stop] == '>' && read[stop - 1] == '/' ? stop - 1 : stop;
  read.insert(end, "'");
  read.insert(value, "'");
}

void drop_second_to(std::string& read) {
  const std::size_t size = end_of_tag(read);
  Tag tag;
  if (size == npos || !parse(std::string_view(read).substr(0, size), tag)) return;
  bool seen = false;
  const auto dropped = std::erase_if(tag.attributes, [&seen](const Attribute& attribute) {
    return attribute.name == "to" && std::exchange(seen, true);
  });
  if (dropped > 0) read.replace(0, size, tag.text());
}

void escape_less_than(std::string& read) {
  char quote = 0;
  for (std::size_t i = 1; i < read.size(); ++i) {
    if (quote != 0 && read[i] == '<') {
      read.replace(i, 1, "&lt;");
    } else if (quote != 0) {
      if (read[i] == quote) quote = 0;
    } else if (read[i] == '\'' || read[i] == '"') {
      quote = read[i];
    } else if (read[i] == '>') {
      return;
    }
  }
}

void escape_bare_markup(std::string& read) {
  if (read.find("<![CDATA[") != npos) return;  // there both are text already
  for (std::size_t i = 0; i + 1 < read.size(); ++i) {
    if (read[i] == '<' && read[i + 1] == '<') {
      read.replace(i, 1, "&lt;");
    } else if (read[i] == '&') {
      const std::size_t end = read.find_first_of("; <'\"&", i + 1);
      if (end == npos || read[end] != ';') read.replace(i, 1, "&amp;");
    }
  }
}

void underline_octets_in_names(std::string& read) {
  bool tag = false;
  char quote = 0;
  for (char& c : read) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (!tag) {
      tag = c == '<';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '>') {
      tag = false;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      c = '_';
    }
  }
}

}  // namespace jcp::mock::lenient
