#pragma once
// Filters of the tolerant reader: comments, sections, whole elements. And what tolerant readers
// make of the bytes behind an error.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/element.hpp"

namespace jcp::mock::lenient {

// Removes `begin`...`end` from the beginning of `read`, or everywhere behind its first octet;
// `target_not`: but not where this follows `begin`.
void remove_leading(std::string& read, std::string_view begin, std::string_view end,
                    std::string_view target_not);
void remove_inner(std::string& read, std::string_view begin, std::string_view end,
                  std::string_view target_not);
bool begins_with_stanza(std::string_view read);
void skip_first_element(std::string& read);
void drop_ill_formed_name(std::string& read);
void escape_cdata_end(std::string& read);
void decode_in_cdata(std::string& read);

// The elements that are whole in `bytes`, read as if they stood inside a stream.
std::vector<Element> elements_in(std::string_view bytes);
// The stanzas among them, from the first thing that looks like one.
std::vector<Element> stanzas_in(std::string_view bytes);
std::string_view first_tag(std::string_view raw);
// The stanza of which `unfinished` is the beginning, ended where it breaks off.
std::optional<Element> completed(const std::string& unfinished);

}  // namespace jcp::mock::lenient
