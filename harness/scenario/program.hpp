#pragma once
// A scenario lowered to a flat list of operations: what the interpreter runs.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "harness/xmpp/pattern.hpp"
#include "requirement.hpp"
#include "variables.hpp"

namespace jcp {

// Which side we play. The target is the other one.
enum class Role { component, server };

struct Actor {
  std::string name;
  int slot = 0;      // index of the leased domain; -1: none (the c2s user)
  std::string kind;  // of the domain: "" or "odd-secret"
};

struct Capture {
  std::string name;
  std::string attribute;       // of the header
  std::optional<XPath> xpath;  // of the element
};

struct Expectation {
  enum class Kind {
    header,
    element,
    in_order,
    same,
    stream_error,
    stream_end,
    disconnect,
    silence,
    measure,  // of stream ids and connections
    usage,    // of the target's processes
    // made by the loader
    marker,       // the marker of the fence arrived at this actor
    answer,       // the answer to the round trip that this actor sent
    our_turn,     // nothing to wait for, or the peer's header
    can_send,     // the actor's stream is authenticated and open
    cannot_send,  // its opposite
  };
  Kind kind = Kind::element;
  std::vector<std::pair<std::string, ValuePattern>> header;  // of header
  std::vector<Pattern> patterns;                             // of element, in_order, same
  std::optional<XPath> xpath;
  std::vector<std::string> conditions;  // of stream_error; empty: any
  // Of measure: unique, entropy_bits, monotonic, per_second. Of usage: memory (its bound in
  // octets), descriptors, threads, processor.
  std::string measure;
  double bound = 0;
  std::vector<Capture> captures;
  std::string text;  // as people read it
};

using ProofIndex = int;

// One way in which a wait can end.
struct Alternative {
  int actor = 0;
  Expectation expects;
  int next = 0;                                              // operation to go on with
  std::vector<std::pair<std::string, std::string>> answers;  // traits recorded when taken
  std::vector<ProofIndex> proofs;                            // met when taken
};

struct Connect {
  int otherwise = -1;                       // impossible: operation to go on with; -1: blocked
  std::optional<std::int64_t> patience_ms;  // nobody dials in within it: `otherwise`, and no harm
};
struct Send {
  SendText text;
  std::string pad_char;
  std::int64_t pad_count = 0;
  std::vector<std::int64_t> chunks;  // sizes; {-1}: bytewise; empty: one write
  std::int64_t gap_ms = 0;
};
struct SendMarker {
  int to = 0;
};                        // a message to this actor's domain
struct SendRoundTrip {};  // a disco#info to ${service}
struct Close {
  enum class How { tag, fin, rst } how;
};
struct Pause {
  std::int64_t ms;
  bool settle = false;
  bool linger = false;
};
struct Read {
  bool paused;
};
struct StopTarget {
  bool kill;
};
// Looks at what the target uses; in a loop in every n-th round only.
struct Sample {
  std::int64_t every;
};
struct Await {
  std::vector<Alternative> alternatives;
  std::optional<std::int64_t> within_ms;
  bool default_too = false;        // one of several waits with the default: the larger one
  bool patient = false;            // the ceiling instead of the adaptive deadline
  std::vector<ProofIndex> proofs;  // unmet when no alternative is taken
  bool not_observable = false;     // ... or rather not observable (fence with forbid)
  int otherwise = -1;              // operation to go on with then; -1: see `optional`
  bool optional = false;           // not met: no matter, go on with the next operation
  std::vector<std::pair<std::string, std::string>> other;  // traits recorded then
};
struct Jump {
  int to;
};
struct LoopStart {
  int loop;
  bool counts_n = false;
};
// Again from `body` until it was run `count` times.
struct LoopNext {
  int loop;
  int body;
  std::int64_t count;
  bool counts_n = false;
};
// The end of a branch. A branch that a policy flag of the profile excuses counts as met when the
// flag is set, as warn when it is unknown.
struct Settle {
  std::vector<ProofIndex> proofs;  // those of the nearest any_of that has some
  std::optional<Grade> grade;
  std::string excused_by;
};
// Not received by the actor of the operation; variables are those of `speaker`.
struct Forbid {
  std::vector<Pattern> patterns;
  std::vector<ProofIndex> proofs;
  int speaker = 0;
  bool optional = false;  // without proofs: a hit is no matter
};
struct GiveUp {
  std::string reason;
};  // the precondition of this step is unmet

struct Operation {
  std::variant<Connect, Send, SendMarker, SendRoundTrip, Close, Pause, Read, StopTarget, Sample,
               Await, Jump, LoopStart, LoopNext, Settle, Forbid, GiveUp>
      what;
  int actor = 0;
  int step = 0;  // index in Program::steps
};

struct Proof {
  std::string requirement;
  Grade grade = Grade::fail;
  int step = 0;
  bool in_branch = false;  // exists only when its branch is taken
};

struct Program {
  Role role = Role::component;
  std::vector<Actor> actors;
  int slots = 0;
  std::vector<std::string> steps;  // JSON pointers
  std::vector<Proof> proofs;
  std::vector<Operation> operations;
  int loops = 0;
  bool uses_host = false;
  std::int64_t sent_bytes = 0, waits_ms = 0;  // at least that much, values left out
};

template <class What>
bool any_operation(const Program& program) {
  return std::ranges::any_of(program.operations, [](const Operation& op) {
    return std::holds_alternative<What>(op.what);
  });
}

}  // namespace jcp
