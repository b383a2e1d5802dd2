#pragma once
// Makes a session smaller as long as it still shows the same fault.

#include <cstdint>
#include <optional>
#include <set>

#include "reductions.hpp"

namespace jcp::fuzz {

// Pull style, without I/O or chance: the caller plays what `next` gives and tells whether the
// bucket was kept (of a flaky fault: whether it was kept often enough). Delta debugging over
// actions, elements, ways of saying it, attributes, tags, text, octets, over and over until
// nothing more can go.
class Minimiser {
 public:
  static constexpr std::size_t most_candidates = 2000;

  explicit Minimiser(Session found);

  // The next session to play, none of them twice; nullopt at the end, after `most_candidates` at
  // the latest. Each is followed by `tell`.
  std::optional<Session> next();
  void tell(bool still_found);

  const Session& best() const { return best_; }  // the smallest that showed the fault

 private:
  void begin_pass();
  bool move_on();  // false: at the end
  std::size_t candidates_of_pass() const;
  Session candidate() const;

  Session best_, played_;
  std::set<std::uint64_t> seen_;
  std::size_t pass_ = 0, chunk_ = 0, at_ = 0, candidates_ = 0;
  Cuts cuts_ = Cuts::stay;
  bool gained_ = false;  // in this round of passes
  Parts parts_;
  std::vector<Rewriting> rewritings_;
};

}  // namespace jcp::fuzz
