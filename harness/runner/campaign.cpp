#include "campaign.hpp"

#include <algorithm>
#include <ctime>

#include "harness/net/loop.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

std::string now_in_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::uint64_t seed_of(std::uint64_t run_seed, const std::string& key) {
  const std::string digest = sha1(std::to_string(run_seed) + key);
  std::uint64_t seed = 0;
  for (int i = 0; i < 8; ++i) seed = seed << 8 | static_cast<unsigned char>(digest[i]);
  return seed;
}

bool stops_target(const Program& program) {
  return std::ranges::any_of(program.operations, [](const Operation& op) {
    return std::holds_alternative<StopTarget>(op.what);
  });
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
      began_(Clock::now()) {
  run_.target_name = options.profile.name;
  run_.target_role = options.profile.role;
  run_.seed = options.seed;
  run_.jobs = options.jobs;
  run_.time_scale = options.time_scale;
  run_.started = now_in_utc();
}

void Campaign::interrupt() {
  interrupted_ = true;
  wake_.notify();
}

asio::awaitable<RunResult> Campaign::run() {
  observer_.started(options_.cases.size());
  const std::string problem = co_await start();
  if (!problem.empty() && !interrupted_) {
    run_.never_ready = true;
    add_incident("never-ready", problem);
  }
  std::deque<Task> together, alone;
  const auto add = [&](const CaseRef& ref, List list) {
    const Task task{ref, list};
    const std::string reason = unavailable(ref);
    if (!reason.empty()) return skip(task, reason);
    (ref.which->scenario_class == "destructive" ? alone : together).push_back(task);
  };
  // Twins first: they tell soonest whether there is anything to test.
  for (const CaseRef& ref : missing_twins(suite_, Role::component, options_.cases)) {
    add(ref, List::support);
  }
  for (const CaseRef& ref : options_.cases) add(ref, List::results);
  if (run_.never_ready) broken_ = true;
  co_await play_all(std::move(together), options_.jobs);
  co_await confirm();
  co_await play_all(std::move(alone), 1);
  co_await confirm();
  co_await target_.stop();
  co_return conclude();
}

asio::awaitable<std::string> Campaign::start() {
  stop_wanted_ = false;
  std::string problem = co_await target_.start([this] { return interrupted_; });
  if (!problem.empty()) co_return problem;
  dead_ = false;
  target_.on_end([this] { target_ended(); });
  if (run_.target_version.empty()) run_.target_version = co_await target_.version();
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
  if (stops_target(program) && !options_.profile.managed()) return "needs a target that we started";
  for (const Actor& actor : program.actors) {
    if (actor.slot < 0) return "needs users";
  }
  for (const std::string& need : ref.which->needs) {
    if (need == "distinct_secrets" && pool_.distinct_secrets()) continue;
    if (!options_.profile.features.contains(need)) return "needs " + need;
  }
  return {};
}

void Campaign::skip(const Task& task, std::string reason) {
  ScenarioResult result;
  result.verdict = Verdict::skip;
  result.reason = std::move(reason);
  store(task, identify(task, std::move(result)));
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
    } else if (interrupted_ || broken_ || options_stop_) {
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
      skip(queue_.front(), "its component domains stay in conflict");
      queue_.pop_front();
    }
  }
  if (broken_) block_rest();
  queue_.clear();
}

bool Campaign::may_launch(int jobs) const {
  return running_ < jobs && !queue_.empty() && !interrupted_ && !broken_ && !dead_ &&
         !options_stop_ && failures_in_a_row_ < limits::establish_failures;
}

// The first in the queue whose domains are free.
std::optional<Campaign::Task> Campaign::next_task(std::vector<std::size_t>& domains) {
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
  if (played.by_deadline && !task.confirms) to_confirm_.push_back(task);
  if (options_.stop_after && options_.stop_after(played.result)) options_stop_ = true;
  store(task, std::move(played.result));
}

Timing Campaign::timing(bool patient) const {
  Timing timing;
  timing.round_trip = round_trips_.median();
  timing.scale = options_.time_scale;
  const double scale = options_.no_deadlines ? 1e6 : options_.time_scale;
  const Micros ceiling = limits::deadline_ceiling_ms * 1'000;
  timing.ceiling = static_cast<Micros>(scale * static_cast<double>(ceiling));
  timing.deadline =
      static_cast<Micros>(scale * static_cast<double>(patient ? ceiling : round_trips_.deadline()));
  if (options_.no_deadlines) timing.scale = scale;
  return timing;
}

Binding Campaign::binding(const std::vector<std::size_t>& domains, const std::string& key,
                          bool patient) const {
  Binding binding;
  binding.host = options_.profile.host;
  binding.leases = pool_.leases(domains);
  binding.policy = options_.profile.policy;
  binding.timing = timing(patient);
  binding.seed = seed_of(options_.seed, key);
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
  co_await play(judge, target_.endpoint(), std::move(hooks));
  Played played;
  played.result = identify(task, judge.result());
  played.result.duration_us =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count();
  played.by_deadline = judge.by_deadline();
  for (const Micros round_trip : judge.round_trips()) round_trips_.add(round_trip);
  if (judge.established()) {
    ever_established_ = true;
    failures_in_a_row_ = 0;
  } else if (judge.establish_failed()) {
    ++failures_in_a_row_;
  }
  if (!interrupted_) apply_always(suite_, task.ref, judge, breaches_, concerned_);
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
  co_await play(judge, target_.endpoint(), std::move(hooks));
  const ScenarioResult result = judge.result();
  if (result.verdict == Verdict::pass) co_return Probe::served;
  if (judge.established()) co_return Probe::established;
  const bool conflict = result.reason.starts_with("the name stays in conflict");
  co_return conflict ? Probe::conflict : Probe::refused;
}

// ---- results

ScenarioResult Campaign::identify(const Task& task, ScenarioResult result) const {
  result.id = task.ref.scenario->id;
  result.case_name = task.ref.which->name;
  result.title = task.ref.scenario->title;
  result.scenario_class = task.ref.which->scenario_class;
  return result;
}

void Campaign::store(const Task& task, ScenarioResult result) {
  auto& list = task.list == List::results ? run_.results : run_.support;
  if (task.confirms) {
    const auto first = std::ranges::find(list, result.key(), &ScenarioResult::key);
    if (first != list.end()) {
      result.unstable = first->verdict != result.verdict;
      result.first_transcript = first->transcript.entries();
      *first = std::move(result);
      observer_.finished(*first);
      return;
    }
  }
  list.push_back(std::move(result));
  observer_.finished(list.back());
}

// What rests on a deadline alone, red or not, is shown again, without the load of the others and
// with the ceiling for a deadline.
asio::awaitable<void> Campaign::confirm() {
  std::deque<Task> tasks;
  for (Task task : to_confirm_) {
    task.confirms = true;
    tasks.push_back(std::move(task));
  }
  to_confirm_.clear();
  if (!tasks.empty() && !broken_) co_await play_all(std::move(tasks), options_.jobs);
}

void Campaign::block_rest() {
  for (const Task& task : queue_) {
    if (task.confirms) continue;
    ScenarioResult result;
    result.verdict = Verdict::blocked;
    result.reason = run_.incidents.empty() ? "the target is gone" : run_.incidents.back().what;
    store(task, identify(task, std::move(result)));
  }
}

RunResult Campaign::conclude() {
  run_.interrupted = interrupted_;
  for (ScenarioResult& result : always_results(suite_, breaches_, concerned_)) {
    if (options_.standing_rules) run_.results.push_back(std::move(result));
  }
  settle_twins(suite_, run_);
  run_.requirements = requirements_of(suite_, Role::component, run_);
  run_.duration_us =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_).count();
  return std::move(run_);
}

}  // namespace jcp
