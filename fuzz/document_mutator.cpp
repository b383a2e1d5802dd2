#include "document_mutator.hpp"

#include <algorithm>

#include "fuzz/cut_plan.hpp"
#include "fuzz/fields.hpp"
#include "fuzz/mutator.hpp"

namespace jcp::fuzz {

namespace {

// What the mutator writes for sessions, as a stream has it.
const Fields& fields() {
  static const Fields all = [] {
    Fields some;
    some.own = {.domain = "a.mcfly.fam",
                .secret = "88mph",
                .host = "mcfly.fam",
                .us = "doc@a.mcfly.fam",
                .them = "doc@b.mcfly.fam",
                .service = "mcfly.fam",
                .sid = "id"};
    some.other_domain = "b.mcfly.fam";
    return some;
  }();
  return all;
}

Session session_of(std::string_view document) {
  if (document.empty() || document.size() > session_bytes) {
    document =
        "<stream:stream xmlns='jabber:component:accept' "
        "xmlns:stream='http://etherx.jabber.org/streams'><message/>";
  }
  return {{.kind = Action::Kind::send, .text = std::string(document)}};
}

std::string document_of(const Session& session) {
  std::string document;
  for (const Action& action : session) {
    if (action.kind == Action::Kind::octets) document += action.text;
    if (action.kind == Action::Kind::send) document += fill(action.text, fields());
  }
  return document;
}

std::string mutated_lengths(std::string lengths, Chance& chance) {
  const bool longer = lengths.size() < CutPlan::most;
  if (lengths.empty() || (longer && chance.one_in(2))) {
    return lengths + static_cast<char>(1 + chance.below(chance.one_in(2) ? 8 : 200));
  }
  if (chance.one_in(2)) return lengths.erase(chance.below(lengths.size()), 1);
  lengths[chance.below(lengths.size())] = static_cast<char>(chance.below(256));
  return lengths;
}

std::string input_of(const Session& session, std::string lengths, std::size_t most) {
  if (most == 0) return {};
  lengths.resize(std::min(lengths.size(), most - 1));
  std::string document = document_of(session);
  document.resize(std::min(document.size(), most - 1 - lengths.size()));
  return with_cuts(document, lengths);
}

}  // namespace

std::string mutate_document(std::string_view input, std::size_t most, std::uint64_t seed,
                            const OctetMutation& engine) {
  Chance chance(seed);
  if (engine && chance.one_in(4)) return engine(input, most);
  const CutPlan plan(input);
  std::string lengths(plan.lengths());
  if (chance.one_in(4)) lengths = mutated_lengths(std::move(lengths), chance);
  Session session = session_of(plan.document());
  session = Mutator(chance.number(), 1, engine).mutate(session, session_bytes);
  return input_of(session, std::move(lengths), most);
}

std::string cross_documents(std::string_view first, std::string_view second, std::size_t most,
                            std::uint64_t seed) {
  Chance chance(seed);
  const CutPlan a(first), b(second);
  const Session crossed =
      Mutator(chance.number(), 1)
          .cross(session_of(a.document()), session_of(b.document()), session_bytes);
  return input_of(crossed, std::string(chance.one_in(2) ? a.lengths() : b.lengths()), most);
}

}  // namespace jcp::fuzz
