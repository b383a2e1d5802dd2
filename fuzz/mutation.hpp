#pragma once
// What the levels of the mutator share: a mutation, and the places in a session it may be done at.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/chance.hpp"
#include "fuzz/markup.hpp"
#include "fuzz/session.hpp"

namespace jcp::fuzz {

// Changes `text`, and does not let it grow beyond `most` octets.
using OctetMutation = std::function<std::string(std::string_view text, std::size_t most)>;

struct Tools {
  Chance chance;
  std::uint8_t actors;   // that a session may have
  OctetMutation engine;  // of the fuzzing engine; may be empty
};

struct Mutation {
  std::string_view name;
  // false: this session has no place for it, and was not changed.
  bool (*apply)(Session& session, Tools& tools);
};

// By level; `weights` in mutator.cpp.
std::span<const Mutation> stream_mutations();
std::span<const Mutation> action_mutations();
std::span<const Mutation> stanza_mutations();
std::span<const Mutation> text_mutations();
std::span<const Mutation> octet_mutations();
std::span<const Mutation> segment_mutations();

// A part of the text of a send.
struct Place {
  std::size_t action;
  Span span;
};

// All complete elements of all sends: stanzas, handshakes and the like.
std::vector<Place> elements_of(const Session& session);
std::optional<Place> any_element(const Session& session, Tools& tools);
std::string_view text_at(const Session& session, const Place& place);
void replace(Session& session, const Place& place, std::string_view by);

// Actions with a text, of these kinds, that is not empty.
std::vector<std::size_t> texts_of(const Session& session, bool octets);

// Between two actions, or before an element of a send.
struct Boundary {
  std::size_t action = 0;
  std::size_t offset = 0;  // in its text
};
std::vector<Boundary> boundaries_of(const Session& session);
void insert(Session& session, const Boundary& at, std::string_view text);

// Source text of one element, and what can be changed of it.
Markup first_tag(std::string_view element);
std::string_view element_name(std::string_view element);
// `value` has no quote of both kinds. Replaces the attribute, or adds it.
std::string with_attribute(std::string element, std::string_view name, std::string_view value);
// The names of its first and its last tag.
std::string renamed(std::string element, std::string_view name);
// What stands between its tags; empty, at the end of the text, for an empty element.
Span content_of(std::string_view element);

}  // namespace jcp::fuzz
