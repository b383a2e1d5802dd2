// Octet level: what is no XML, no UTF-8, or what XMPP does not allow of either.

#include <algorithm>

#include "fuzz/mutation.hpp"
#include "fuzz/vocabulary.hpp"

namespace jcp::fuzz {

namespace {

// Calls `change(text, position)` with a text and a place in it.
template <typename Change>
bool change_octets(Session& session, Tools& tools, Change change) {
  const std::vector<std::size_t> texts = texts_of(session, true);
  if (texts.empty()) return false;
  std::string& text = session[tools.chance.of(texts)].text;
  change(text, tools.chance.below(text.size()));
  return true;
}

bool break_utf8(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) {
    text.insert(at, tools.chance.of(vocabulary::ill_formed));
  });
}

bool insert_control(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) {
    text.insert(at, 1, tools.chance.one_in(2) ? '\0' : static_cast<char>(tools.chance.below(32)));
  });
}

bool insert_mark(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) {
    text.insert(tools.chance.one_in(2) ? 0 : at, vocabulary::mark);
  });
}

bool flip_bit(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) {
    text[at] =
        static_cast<char>(static_cast<unsigned char>(text[at]) ^ 1U << tools.chance.below(8));
  });
}

bool drop_octets(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) {
    text.erase(at, 1 + tools.chance.below(tools.chance.one_in(4) ? 64 : 3));
  });
}

bool repeat_octets(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) {
    const std::string piece = text.substr(at, 1 + tools.chance.below(32));
    text.insert(at, piece);
  });
}

bool cut_short(Session& session, Tools& tools) {
  return change_octets(session, tools, [&](std::string& text, std::size_t at) { text.resize(at); });
}

bool ask_engine(Session& session, Tools& tools) {
  return tools.engine && change_octets(session, tools, [&](std::string& text, std::size_t at) {
           // A part of it: engines like what is small.
           const std::size_t size = std::min<std::size_t>(text.size() - at, 64);
           text.replace(at, size, tools.engine(text.substr(at, size), 2 * size));
         });
}

bool insert_restricted(Session& session, Tools& tools) {
  static constexpr std::string_view restricted[] = {
      "<!-- x -->", "<?x y?>", "<!DOCTYPE x>",          "<!DOCTYPE x [<!ENTITY e 'x'>]>",
      "&e;",        "]]>",     "<?xml version='1.0'?>", "<a b='1' b='2'/>",
      "<u:a/>",     "stray"};
  const std::vector<Boundary> all = boundaries_of(session);
  insert(session, tools.chance.of(all), tools.chance.of(restricted));
  return true;
}

constexpr Mutation mutations[] = {
    {"break-utf8", break_utf8},
    {"insert-control", insert_control},
    {"insert-mark", insert_mark},
    {"flip-bit", flip_bit},
    {"drop-octets", drop_octets},
    {"repeat-octets", repeat_octets},
    {"cut-short", cut_short},
    {"ask-engine", ask_engine},
    {"insert-restricted", insert_restricted},
};

}  // namespace

std::span<const Mutation> octet_mutations() { return mutations; }

}  // namespace jcp::fuzz
