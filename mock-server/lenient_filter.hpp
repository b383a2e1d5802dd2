#pragma once
// A table of filters, each for a quirk, and how a read goes through it.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_spans.hpp"

namespace jcp::mock::lenient {

// Where in its stream a read begins.
struct ReadPlace {
  bool first;            // nothing was given to the parser yet
  bool between_stanzas;  // directly below the root
  bool authenticated;
};

// first: the beginning of a connection. inside: between two elements of an open stream. open: a
// read of an authenticated stream. stanza: one that begins with a stanza.
enum class When { first, inside, open, stanza };

template <typename Id>
struct Filter {
  Id quirk;
  When when;
  void (*apply)(std::string& read);
  TagFilter tags = nullptr;  // instead of `apply`
};

inline bool applies(When when, std::string_view read, const ReadPlace& place) {
  switch (when) {
    case When::first:
      return place.first;
    case When::inside:
      return place.between_stanzas;
    case When::open:
      return place.authenticated;
    case When::stanza:
      return place.authenticated && begins_with_stanza(read);
  }
  return false;
}

// `open` is the elements that stand open in front of the read; returns those behind it.
template <typename Id, typename Quirks>
std::vector<Tag> filter_read(std::span<const Filter<Id>> filters, const Quirks& quirks,
                             std::string& read, const ReadPlace& place, std::vector<Tag> open) {
  if (place.between_stanzas) open.resize(std::min<std::size_t>(open.size(), 1));
  for (const Filter<Id>& filter : filters) {
    if (read.empty()) break;
    if (!quirks.has(filter.quirk) || !applies(filter.when, read, place)) continue;
    if (filter.tags) {
      filter_tags(read, open, filter.tags);
    } else {
      filter.apply(read);
    }
  }
  return filter_tags(read, std::move(open), keep);
}

}  // namespace jcp::mock::lenient
