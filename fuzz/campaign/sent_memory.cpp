#include "sent_memory.hpp"

#include <algorithm>

#include "canonical.hpp"

namespace jcp::fuzz {

namespace {

// A form as far as white space does not matter; the lengths in it do not either then.
std::string words_of(const std::string& form) {
  std::string words = without_blanks(form);
  std::erase_if(words, [](char c) { return c >= '0' && c <= '9'; });
  return words;
}

}  // namespace

std::string body_of(const Element& message) {
  std::string text;
  for (const pugi::xml_node& node : message.child("body").children()) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
  }
  return text;
}

void SentMemory::add(const Element& stanza) {
  const std::string id = without_blanks(stanza.attribute("id").value_or(""));
  stanzas_.push_back({canonical(stanza), std::string(stanza.name()), id, body_of(stanza)});
  if (stanzas_.size() > most_stanzas) stanzas_.pop_front();
  ids_.push_back(id);
  known_ids_.insert(id);
  if (ids_.size() <= most_ids) return;
  known_ids_.erase(known_ids_.find(ids_.front()));
  ids_.pop_front();
}

bool SentMemory::knows_id(std::string_view id) const {
  return known_ids_.contains(without_blanks(id));
}

bool SentMemory::take(const std::string& form) {
  // The newest first: most of what comes was sent just now.
  const auto found = std::find_if(stanzas_.rbegin(), stanzas_.rend(), [&](const Stanza& stanza) {
    return !stanza.taken && stanza.form == form;
  });
  if (found == stanzas_.rend()) return false;
  found->taken = true;
  return true;
}

bool SentMemory::was_taken(const std::string& form) const {
  return std::ranges::any_of(stanzas_, [&](const Stanza& s) { return s.taken && s.form == form; });
}

SentMemory::Change SentMemory::change_of(const Element& stanza) const {
  const std::string_view name = stanza.name();
  const std::string id = without_blanks(stanza.attribute("id").value_or(""));
  const std::string words = words_of(canonical(stanza));
  Change change = Change::unknown;
  for (const Stanza& sent : stanzas_) {
    if (sent.name != name || sent.id != id) continue;
    if (words_of(sent.form) == words) return Change::white_space;
    change = Change::other;
  }
  return change;
}

bool SentMemory::knows_body(const std::string& body) const {
  return std::ranges::any_of(stanzas_, [&](const Stanza& s) { return s.body == body; });
}

bool SentMemory::knows_words(const std::string& body) const {
  const std::string words = without_blanks(body);
  return std::ranges::any_of(stanzas_,
                             [&](const Stanza& s) { return without_blanks(s.body) == words; });
}

}  // namespace jcp::fuzz
