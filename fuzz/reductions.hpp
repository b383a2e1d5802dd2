#pragma once
// What can be taken out of a session, and how it can be said more simply.

#include <span>
#include <string>
#include <vector>

#include "session.hpp"
#include "tokens.hpp"

namespace jcp::fuzz {

// Goes all at once: an action, or one or two ranges of its text.
struct Part {
  std::size_t action = 0;
  bool whole = false;
  Range first, second;
};
using Parts = std::vector<Part>;

Parts whole_actions(const Session& session);
Parts whole_elements(const Session& session);  // at any depth, with what is in them
Parts attributes(const Session& session);
Parts wrappings(const Session& session);  // both tags of an element, both ends of a CDATA section
Parts contents(const Session& session);   // text, references, CDATA sections, instructions
Parts octets(const Session& session);     // one by one, or at most 1024 pieces

// The position of a cut among filled-in fields is not known: it may have been before what goes,
// or behind all of it. Without fields it is moved exactly.
enum class Cuts { stay, move };

// Without `parts`; a send of which nothing is left goes too.
Session without(const Session& session, std::span<const Part> parts, Cuts cuts);

struct Rewriting {
  enum class Kind {
    one_write,     // no cut
    join,          // with the next send of the same actor, in one write
    join_cut,      // the same, cut where the second began
    sooner,        // half the time passes
    common_value,  // attributes that have `value` in common become "a"
  };
  Kind kind = Kind::one_write;
  std::size_t action = 0;
  std::string value;
};

std::vector<Rewriting> rewritings(const Session& session);
Session rewritten(const Session& session, const Rewriting& how);

}  // namespace jcp::fuzz
