#pragma once
// Which session comes next. A pure function of the seed, the seed sessions and the decisions told
// by novel(): so a journal that holds the decisions replays a campaign byte by byte.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/chance.hpp"
#include "fuzz/mutator.hpp"
#include "fuzz/session.hpp"

namespace jcp::fuzz {

class Scheduler {
 public:
  static constexpr std::size_t most_bytes = 32 * 1024;  // of a session
  static constexpr std::size_t corpus_sessions = 4096;  // beyond, the oldest found go
  static constexpr std::size_t corpus_bytes = 16 * 1024 * 1024;
  static constexpr std::size_t deep_sessions = 32;

  // `seeds` are played first, as they are; not empty.
  Scheduler(std::uint64_t seed, std::vector<Session> seeds);

  const Session& next();
  std::uint64_t cases() const {
    return cases_;
  }  // given out so far; the current one has this number
  // The current case showed something new: it is worth going on from. Deep: it is an edge of the
  // target's code, and that is rare where a new mixture of answers is not.
  void novel(bool deep = false);

  std::size_t corpus_size() const { return seeds_.size() + found_.size(); }
  // Over all sessions given out so far, fields unfilled: 64 hexadecimal digits.
  std::string hash() const;

 private:
  const Session& parent();
  void make_room();

  std::vector<Session> seeds_, found_, deep_;  // the last of the deep ones once more
  std::size_t found_bytes_ = 0;
  Chance chance_;
  Mutator mutator_;
  Session current_;
  std::uint64_t cases_ = 0;
  std::string digest_, unhashed_;  // of the sessions so far; those that are not in it yet
};

// Octets that it takes in memory, about.
std::size_t size_of(const Session& session);

}  // namespace jcp::fuzz
