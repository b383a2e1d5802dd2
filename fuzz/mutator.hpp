#pragma once
// Changes sessions the way dialogues go wrong: by stanzas, attributes and tags first, by octets
// last, so that most of what it makes is still XML and reaches what lies behind the handshake.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "fuzz/mutation.hpp"
#include "fuzz/session.hpp"

namespace jcp::fuzz {

// What it does follows from the seed and from what it was given since: the same calls give the
// same sessions.
class Mutator {
 public:
  // `actors`: whom new actions may belong to. `engine`: see mutation.hpp; it must repeat itself.
  explicit Mutator(std::uint64_t seed, std::uint8_t actors = session_actors,
                   OctetMutation engine = {});

  // Both keep the bounds of sessions and `most_bytes` (at least 1) of the encoded form; what is
  // larger already is made to fit first.
  Session mutate(const Session& session, std::size_t most_bytes);
  // The beginning of `a` and the end of `b`, or a part of `b` within `a`, cut between stanzas.
  Session cross(const Session& a, const Session& b, std::size_t most_bytes);

  // Names of the mutations that made the last result.
  const std::vector<std::string_view>& applied() const { return applied_; }

 private:
  bool mutate_once(Session& session, std::size_t most_bytes);

  Tools tools_;
  std::vector<std::string_view> applied_;
};

// All of them, of all levels.
std::vector<std::string_view> mutation_names();

// Writes ${digest} into the handshakes that hold something else, so that what stands behind them
// is reached. Empty ones are those of a server.
void repair_digest(Session& session);

// Octets of encode(session).
std::size_t encoded_size(const Session& session);

}  // namespace jcp::fuzz
