// What follows when the target dies or falls silent.

#include "campaign.hpp"
#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace asio = boost::asio;

void Campaign::add_incident(const std::string& kind, const std::string& what) {
  ledger_.add_incident(kind, what, target_.output_tail(), suspects_);
}

void Campaign::target_ended() {
  dead_ = true;
  death_verdict_ = Verdict::crash;
  const auto exit = target_.exit();
  death_ = "the target ended: " + (exit ? describe_exit(*exit) : std::string("it is gone"));
  if (const auto cry = unhandled_exception(target_.output_tail())) death_ += "; " + *cry;
  wake_.notify();
}

void Campaign::fall_silent() {
  dead_ = true;
  death_verdict_ = Verdict::hang;
  death_ = "a fresh session by the book is not served any more";
}

// Each suspect alone. The one that does it again keeps the verdict; when none does it is an
// incident.
asio::awaitable<void> Campaign::try_suspects() {
  const bool by_order = stop_wanted_;
  const std::string first_death = death_;
  const Verdict kind = death_verdict_;
  const std::vector<Task> suspects = suspects_;
  bool reproduced = by_order;
  for (const Task& task : suspects) {
    const bool up = co_await revive();
    if (!up) break;
    suspects_.erase(suspects_.begin());
    auto domains = pool_.acquire(*task.ref.which->program(Role::component));
    if (!domains) {
      ledger_.skip(task, "its component domains stay in conflict");
      continue;
    }
    Played played = co_await play_one(task, *domains);
    if (interrupted_) co_return;
    if (!dead_ && !played.answers) fall_silent();
    if (dead_ && !stop_wanted_) {
      reproduced = true;
      played.result.verdict = death_verdict_;
      played.result.reason = death_;
      ledger_.store(task, std::move(played.result));
    } else {
      finish(task, std::move(played));
    }
  }
  if (!reproduced && !broken_) {
    suspects_ = suspects;
    add_incident(std::string(to_string(kind)), first_death);
  }
  if (!broken_) co_await revive();
  if (broken_) {
    for (Task& task : suspects_) queue_.push_front(std::move(task));
  }
  suspects_.clear();
}

// A target that serves: the same one, or, when it is dead, a fresh one. False: there is none.
asio::awaitable<bool> Campaign::revive() {
  if (!dead_) co_return true;
  if (!options_.profile.managed()) {
    const Probe probe = co_await probe_domain(pool_.size() - 1);
    dead_ = probe == Probe::refused;
    if (dead_) open_circuit("the target is gone and cannot be started from here");
    co_return !dead_;
  }
  if (++restarts_ > limits::target_restarts) {
    open_circuit("the target was started " + std::to_string(limits::target_restarts) +
                 " times; that is enough");
    co_return false;
  }
  co_await target_.stop();
  const std::string problem = co_await start();
  if (!problem.empty() && !interrupted_) open_circuit("it does not come up again: " + problem);
  co_return problem.empty();
}

// Too many establishes failed in a row: once more, alone.
asio::awaitable<void> Campaign::check_circuit() {
  failures_in_a_row_ = 0;
  const Probe probe = co_await probe_domain(pool_.size() - 1);
  if (probe == Probe::refused) {
    open_circuit("no session could be established " + std::to_string(limits::establish_failures) +
                 " times in a row and once alone");
  }
}

void Campaign::open_circuit(const std::string& why) {
  broken_ = true;
  if (!ever_established_) ledger_.run().never_ready = true;
  add_incident("circuit-open", why);
}

}  // namespace jcp
