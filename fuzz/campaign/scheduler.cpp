#include "scheduler.hpp"

#include <algorithm>
#include <numeric>

#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::size_t most_mutations = 4;
constexpr std::size_t hashed_at_a_time = 64 * 1024;

}  // namespace

std::size_t size_of(const Session& session) {
  return std::accumulate(session.begin(), session.end(), std::size_t{0},
                         [](std::size_t sum, const Action& action) {
                           return sum + action.text.size() + sizeof(Action);
                         });
}

Scheduler::Scheduler(std::uint64_t seed, std::vector<Session> seeds)
    : seeds_(std::move(seeds)), chance_(seed), mutator_(seed ^ 0x6a637073706563ULL, 1) {}

// What was found lately leads further than what is known for long.
const Session& Scheduler::parent() {
  if (!deep_.empty() && chance_.one_in(2)) return chance_.of(deep_);
  if (found_.empty() || chance_.one_in(4)) return chance_.of(seeds_);
  if (chance_.one_in(2)) return chance_.of(found_);
  const std::size_t lately = std::min<std::size_t>(found_.size(), 32);
  return found_[found_.size() - 1 - chance_.below(lately)];
}

const Session& Scheduler::next() {
  if (cases_ < seeds_.size()) {
    current_ = seeds_[cases_];
  } else {
    current_ = parent();
    if (chance_.one_in(6)) current_ = mutator_.cross(current_, parent(), most_bytes);
    for (std::size_t left = 1 + chance_.below(most_mutations); left > 0; --left) {
      current_ = mutator_.mutate(current_, most_bytes);
    }
  }
  // A case belongs to one actor: the one under suspicion.
  for (Action& action : current_) action.actor = 0;
  ++cases_;
  unhashed_ += encode(current_);
  if (unhashed_.size() > hashed_at_a_time) {
    digest_ = sha256(digest_ + unhashed_);
    unhashed_.clear();
  }
  return current_;
}

void Scheduler::novel(bool deep) {
  if (deep) deep_.push_back(current_);
  if (deep_.size() > deep_sessions) deep_.erase(deep_.begin());
  found_.push_back(current_);
  found_bytes_ += size_of(current_);
  make_room();
}

void Scheduler::make_room() {
  std::size_t gone = 0;
  while (found_.size() - gone > corpus_sessions || found_bytes_ > corpus_bytes) {
    found_bytes_ -= size_of(found_[gone++]);
  }
  if (gone == 0) return;
  // A few more than must be: erasing at the front is dear.
  for (const std::size_t spare = gone + corpus_sessions / 16;
       gone < spare && gone < found_.size();) {
    found_bytes_ -= size_of(found_[gone++]);
  }
  found_.erase(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(gone));
}

std::string Scheduler::hash() const { return hex(sha256(digest_ + unhashed_)); }

}  // namespace jcp::fuzz
