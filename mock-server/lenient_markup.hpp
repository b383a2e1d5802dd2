#pragma once
// Filters of the tolerant reader: markup. Each changes a read (or a part of it) in place.

#include <string>
#include <string_view>
#include <vector>

namespace jcp::mock::lenient {

// Removes `begin`...`end` everywhere; `target_not`: but not where this follows `begin`.
void remove_spans(std::string& read, std::string_view begin, std::string_view end,
                  std::string_view target_not = "");
// The first element of `read`, with all that is in it; 0: `read` does not hold it whole.
std::size_t first_element(std::string_view read);
// Calls `change(tag)` for every tag of `read` that is complete; it may rewrite it.
struct Tag;
using TagFilter = void (*)(Tag& tag, std::vector<Tag>& open);

struct Attribute {
  std::string name;
  std::string value;  // as written, without quotes
};

struct Tag {
  bool end = false;
  bool empty = false;
  std::string name;
  std::vector<Attribute> attributes;
  bool dropped = false;

  const std::string* value(std::string_view attribute) const;
  std::string text() const;
};

// Rewrites the tags of `read`; `open` is the elements that stand open around it, then around the
// tag. Returns those that stand open behind it.
std::vector<Tag> filter_tags(std::string& read, std::vector<Tag> open, TagFilter filter);

// What bind_prefixes binds to.
inline constexpr const char* unbound_namespace = "urn:unbound";

void keep(Tag& tag, std::vector<Tag>& open);
void drop_crossed_end_tag(Tag& tag, std::vector<Tag>& open);
void bind_prefixes(Tag& tag, std::vector<Tag>& open);
void drop_equal_expanded_names(Tag& tag, std::vector<Tag>& open);
void mend_reserved_prefixes(Tag& tag, std::vector<Tag>& open);
void mend_undeclared_prefixes(Tag& tag, std::vector<Tag>& open);
void join_colons(Tag& tag, std::vector<Tag>& open);
void mark_duplicate_attributes(Tag& tag, std::vector<Tag>& open);
void drop_duplicate_attributes(Tag& tag, std::vector<Tag>& open);

// The first tag of a stanza.
void quote_to(std::string& read);
void drop_second_to(std::string& read);
void escape_less_than(std::string& read);

// A '<' before another one, and a '&' that begins no reference, become text.
void escape_bare_markup(std::string& read);
// Octets beyond 7F outside of text and attribute values become '_'.
void underline_octets_in_names(std::string& read);

}  // namespace jcp::mock::lenient
