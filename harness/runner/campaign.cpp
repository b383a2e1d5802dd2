#include "campaign.hpp"

#include <algorithm>

#include "harness/net/loop.hpp"
#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

// What it does to the target, or sees of it, is not to be mixed up with what others do.
bool plays_alone(const CaseRef& ref) {
  return ref.which->scenario_class == "destructive" ||
         any_operation<Sample>(*ref.which->program(Role::component));
}

}  // namespace

Campaign::Campaign(asio::any_io_executor executor, const Suite& suite, const LiveOptions& options,
                   RunObserver& observer)
    : executor_(executor),
      suite_(suite),
      options_(options),
      observer_(observer),
      target_(executor, options.profile),
      pool_(options.profile.domains),
      wake_(executor),
      ledger_(suite, Role::component, options, observer) {}

void Campaign::interrupt() {
  interrupted_ = true;
  wake_.notify();
}

asio::awaitable<RunResult> Campaign::run() {
  observer_.started(options_.cases.size());
  const std::string problem = co_await start();
  if (!problem.empty() && !interrupted_) {
    ledger_.run().never_ready = true;
    add_incident("never-ready", problem);
  }
  std::deque<Task> together, alone;
  for (const Task& task : ledger_.tasks()) {
    if (const std::string reason = unavailable(task.ref); !reason.empty()) {
      ledger_.skip(task, reason);
    } else {
      (plays_alone(task.ref) ? alone : together).push_back(task);
    }
  }
  if (ledger_.run().never_ready) broken_ = true;
  co_await play_all(std::move(together), options_.jobs);
  co_await confirm(options_.jobs);
  co_await play_all(std::move(alone), 1);
  co_await confirm(1);
  co_await target_.stop();
  co_return ledger_.conclude(interrupted_);
}

asio::awaitable<std::string> Campaign::start() {
  stop_wanted_ = false;
  std::string problem = co_await target_.start([this] { return interrupted_; });
  if (!problem.empty()) co_return problem;
  dead_ = false;
  target_.on_end([this] { target_ended(); });
  if (ledger_.run().target_version.empty()) {
    ledger_.run().target_version = co_await installed_version(executor_, options_.profile);
  }
  if (!host_asked_) co_await ask_host();
  co_return std::string();
}

// Whether the host answers disco#info: without it no round trip can be made.
asio::awaitable<void> Campaign::ask_host() {
  host_asked_ = true;
  const Probe probe = co_await probe_domain(pool_.size() - 1);
  has_host_ = probe == Probe::served;
  if (probe == Probe::established)
    observer_.note(options_.profile.host + " does not answer disco#info");
}

std::string Campaign::unavailable(const CaseRef& ref) const {
  const Program& program = *ref.which->program(Role::component);
  if (const std::string lacks = pool_.lacks(program); !lacks.empty()) return lacks;
  if (program.uses_host && !has_host_) return "needs a host that answers disco#info";
  if (any_operation<StopTarget>(program) && !options_.profile.managed()) {
    return "needs a target that we started";
  }
  for (const Actor& actor : program.actors) {
    if (actor.slot < 0) return "needs users";
  }
  for (const std::string& need : ref.which->needs) {
    if (need == "distinct_secrets" && pool_.distinct_secrets()) continue;
    if (!options_.profile.features.contains(need)) return "needs " + need;
  }
  return {};
}

// ---- playing

asio::awaitable<void> Campaign::play_all(std::deque<Task> tasks, int jobs) {
  queue_ = std::move(tasks);
  while (true) {
    while (may_launch(jobs)) {
      std::vector<std::size_t> domains;
      auto task = next_task(domains);
      if (!task) break;
      ++running_;
      net::spawn(executor_, play_task(*std::move(task), std::move(domains)), failed());
    }
    if (running_ > 0) {
      co_await wake_.wait_until(std::nullopt);
    } else if (interrupted_ || broken_ || ledger_.stop_wanted()) {
      break;
    } else if (stop_wanted_ && queue_.empty() && suspects_.empty()) {
      break;  // it was stopped by a scenario, and nobody needs it any more
    } else if (dead_) {
      co_await try_suspects();
    } else if (failures_in_a_row_ >= limits::establish_failures) {
      co_await check_circuit();
    } else if (queue_.empty()) {
      break;
    } else {
      ledger_.skip(queue_.front(), "its component domains stay in conflict");
      queue_.pop_front();
    }
  }
  if (broken_) block_rest();
  queue_.clear();
}

bool Campaign::may_launch(int jobs) const {
  return running_ < jobs && !queue_.empty() && !interrupted_ && !broken_ && !dead_ &&
         !ledger_.stop_wanted() && failures_in_a_row_ < limits::establish_failures;
}

// The first in the queue whose domains are free.
std::optional<Task> Campaign::next_task(std::vector<std::size_t>& domains) {
  for (auto at = queue_.begin(); at != queue_.end(); ++at) {
    auto leased = pool_.acquire(*at->ref.which->program(Role::component));
    if (!leased) continue;
    domains = *std::move(leased);
    Task task = std::move(*at);
    queue_.erase(at);
    return task;
  }
  return std::nullopt;
}

asio::awaitable<void> Campaign::play_task(Task task, std::vector<std::size_t> domains) {
  Played played = co_await play_one(task, domains);
  if (interrupted_) {
    // Not judged: neither counted nor reported.
  } else if (stop_wanted_) {
    dead_ = true;  // or will be in a moment
    finish(task, std::move(played));
  } else if (dead_ || !played.answers) {
    // One of those in flight killed it; which one is found out one by one.
    if (!dead_) fall_silent();
    suspects_.push_back(std::move(task));
  } else {
    finish(task, std::move(played));
  }
  --running_;
  wake_.notify();
}

void Campaign::finish(const Task& task, Played played) {
  ledger_.finish(task, std::move(played.result), played.by_deadline);
}

Binding Campaign::binding(const std::vector<std::size_t>& domains, const std::string& key,
                          bool patient) const {
  Binding binding;
  binding.host = options_.profile.host;
  binding.leases = pool_.leases(domains);
  binding.policy = options_.profile.policy;
  binding.timing = ledger_.timing(limits::deadline_ceiling_ms, patient);
  binding.seed = ledger_.seed_of(key);
  binding.events_of_all = events_of_all_;
  return binding;
}

asio::awaitable<Campaign::Played> Campaign::play_one(const Task& task,
                                                     const std::vector<std::size_t>& domains) {
  const Program& program = *task.ref.which->program(Role::component);
  Interpreter judge(program, binding(domains, task.ref.key(), task.confirms));
  const auto began = Clock::now();
  DialogueHooks hooks;
  hooks.failed = failed();
  hooks.cancelled = [this] { return interrupted_; };
  hooks.stop_target = [this](bool kill) {
    stop_wanted_ = true;
    target_.terminate(kill);
  };
  hooks.sample = [this] { return target_.usage(std::chrono::milliseconds(limits::sampling_ms)); };
  Opener opener = dial(target_.endpoint());
  co_await play(judge, std::move(opener), std::move(hooks));
  Played played;
  played.result = ledger_.hear(
      task, judge,
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count());
  played.by_deadline = judge.by_deadline();
  if (judge.established()) {
    ever_established_ = true;
    failures_in_a_row_ = 0;
  } else if (judge.establish_failed()) {
    ++failures_in_a_row_;
  }
  const bool clean = judge.ended_cleanly() && !judge.ended_abruptly() && judge.names_free() &&
                     !judge.establish_failed();
  played.answers = co_await give_back(domains, clean, played.result);
  if (!played.answers && !dead_ && !interrupted_) played.answers = co_await serves_after_all();
  co_return played;
}

// Domains go back to the pool when their names are free: at once after an orderly end, else after
// a session of ours was served there. False: it was not.
asio::awaitable<bool> Campaign::give_back(const std::vector<std::size_t>& domains, bool clean,
                                          ScenarioResult& result) {
  bool served = true;
  for (const std::size_t domain : domains) {
    Probe probe = Probe::served;
    if (!clean && !interrupted_ && !dead_ && !stop_wanted_) probe = co_await probe_domain(domain);
    if (probe == Probe::conflict) {
      pool_.quarantine(domain);
      observer_.note(result.key() + " leaves " + pool_.leases({domain})[0].domain + " in conflict");
      continue;
    }
    pool_.release(domain);
    served = served && probe != Probe::refused && (probe == Probe::served || !has_host_);
  }
  co_return served;
}

// A second look, before silence is taken for death: the end of a process is told to us a moment
// after its connections broke, and a machine may be busy.
asio::awaitable<bool> Campaign::serves_after_all() {
  co_await net::sleep_for(std::chrono::milliseconds(200));
  if (dead_) co_return false;
  // Not the name of a scenario that is being played: it would lose what is sent to it.
  const std::optional<std::size_t> spare = pool_.acquire_spare();
  const Probe probe = co_await probe_domain(spare.value_or(pool_.size() - 1), 3);
  if (spare) pool_.release(*spare);
  co_return probe != Probe::refused;
}

asio::awaitable<Campaign::Probe> Campaign::probe_domain(std::size_t domain, int patience) {
  Binding bound = binding({domain}, "probe", true);
  bound.timing.ceiling *= patience;
  bound.timing.deadline *= patience;
  Interpreter judge(suite_.probe(Role::component), std::move(bound));
  DialogueHooks hooks;
  hooks.failed = failed();
  hooks.cancelled = [this] { return interrupted_; };
  Opener opener = dial(target_.endpoint());
  co_await play(judge, std::move(opener), std::move(hooks));
  const ScenarioResult result = judge.result();
  if (result.verdict == Verdict::pass) co_return Probe::served;
  if (judge.established()) co_return Probe::established;
  const bool conflict = result.reason.starts_with("the name stays in conflict");
  co_return conflict ? Probe::conflict : Probe::refused;
}

asio::awaitable<void> Campaign::confirm(int jobs) {
  std::deque<Task> tasks = ledger_.take_confirmations();
  if (!tasks.empty() && !broken_) co_await play_all(std::move(tasks), jobs);
}

void Campaign::block_rest() {
  for (const Task& task : queue_) {
    if (!task.confirms) ledger_.block(task);
  }
}

}  // namespace jcp
