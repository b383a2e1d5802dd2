#include "launch_campaign.hpp"

#include <algorithm>

#include "dialogue.hpp"
#include "harness/net/loop.hpp"
#include "harness/xmpp/limits.hpp"
#include "made_up_domains.hpp"
#include "target.hpp"

namespace jcp {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr const char* nobody_has = "jcpspec-nonsense";

std::string needs_of(const Task& task, const Program& program) {
  std::string needs;
  const auto add = [&](const std::string& need) { needs += (needs.empty() ? "" : " ") + need; };
  for (const std::string& need : task.ref.which->needs) add(need);
  for (const Actor& actor : program.actors) {
    if (!actor.kind.empty()) add(actor.kind);
  }
  return needs;
}

}  // namespace

LaunchCampaign::LaunchCampaign(asio::any_io_executor executor, const Suite& suite,
                               const LiveOptions& options, RunObserver& observer)
    : executor_(executor),
      suite_(suite),
      options_(options),
      ledger_(suite, Role::server, options, observer),
      wake_(executor) {
  observer.started(options.cases.size());
}

std::function<void(std::exception_ptr)> LaunchCampaign::failed() {
  return [this](std::exception_ptr error) {
    error_ = error;
    interrupt();
  };
}

void LaunchCampaign::interrupt() {
  interrupted_ = true;
  wake_.notify();
}

asio::awaitable<RunResult> LaunchCampaign::run() {
  ledger_.run().target_version = co_await installed_version(executor_, options_.profile);
  co_await get_acquainted();
  std::deque<Task> together, alone;
  for (const Task& task : ledger_.tasks()) {
    if (const std::string reason = unavailable(task); !reason.empty()) {
      ledger_.skip(task, reason);
    } else {
      (task.ref.which->scenario_class == "destructive" ? alone : together).push_back(task);
    }
  }
  co_await play_all(std::move(together), options_.jobs);
  std::deque<Task> again = ledger_.take_confirmations();
  co_await play_all(std::move(again), 3 * options_.jobs);
  co_await play_all(std::move(alone), 1);
  again = ledger_.take_confirmations();
  co_await play_all(std::move(again), 1);
  co_return ledger_.conclude(interrupted_);
}

// Twice, because a machine may be busy with something else at first.
asio::awaitable<void> LaunchCampaign::get_acquainted() {
  std::string problem;
  for (int i = 0; i < 2 && !interrupted_; ++i) {
    const bool established = co_await probe(problem);
    if (established) co_return;
  }
  if (interrupted_) co_return;
  broken_ = true;
  ledger_.run().never_ready = true;
  ledger_.add_incident("never-ready", problem, "", {});
}

// By the book: whether it dials in and authenticates.
asio::awaitable<bool> LaunchCampaign::probe(std::string& problem) {
  const Program& program = suite_.probe(Role::server);
  Launch launch(executor_, options_.profile);
  const Lease lease = made_up_lease(1);
  const std::string no_needs;
  problem = co_await launch.start(lease, no_needs);
  if (!problem.empty()) co_return false;
  Interpreter judge(program, binding(program, "probe", true));
  DialogueHooks hooks;
  hooks.failed = failed();
  hooks.cancelled = [this] { return interrupted_; };
  const milliseconds budget(options_.profile.first_connect_ms);
  Opener opener = answer_at(launch.listener(), budget);
  co_await play(judge, std::move(opener), std::move(hooks));
  ledger_.hear_round_trips(judge);
  // One that dies of the question, floods or spins is not one that never answers.
  const Verdict verdict = judge.result().verdict;
  answers_ = answers_ || verdict == Verdict::pass || verdict == Verdict::fail;
  if (!answers_ && judge.established()) {
    const std::string death = co_await launch.death(judge.left_without_goodbye());
    answers_ = !death.empty();
    if (launch.alive()) answers_ = co_await launch.spins();
  }
  if (!judge.established()) {
    const auto exit = launch.exit();
    problem = "no component came through the handshake: " + judge.result().reason +
              (exit ? "; it ended: " + describe_exit(*exit) : "");
    const std::string tail = launch.output_tail();
    if (!tail.empty())
      problem += ": " + tail.substr(tail.size() - std::min<std::size_t>(tail.size(), 300));
  }
  co_await launch.stop();
  co_return judge.established();
}

std::string LaunchCampaign::unavailable(const Task& task) const {
  const Program& program = ledger_.program_of(task);
  const auto& features = options_.profile.features;
  if (program.slots > 1) return "needs a second component";
  if (any_operation<SendRoundTrip>(program) && !answers_ && !broken_) {
    return "needs answers to disco#info";
  }
  for (const Actor& actor : program.actors) {
    if (actor.slot < 0) return "needs users";
    if (!actor.kind.empty() && !features.contains(actor.kind)) return "needs " + actor.kind;
  }
  const auto connects = std::ranges::count_if(program.operations, [](const Operation& op) {
    return std::holds_alternative<Connect>(op.what);
  });
  if (connects > 1 && !features.contains("reconnects")) return "needs reconnects";
  for (const std::string& need : task.ref.which->needs) {
    if (need != "distinct_secrets" && !features.contains(need)) return "needs " + need;
  }
  return {};
}

Binding LaunchCampaign::binding(const Program& program, const std::string& key,
                                bool patient) const {
  Binding binding;
  binding.host = made_up_host;
  binding.leases = made_up_leases(program);
  binding.policy = options_.profile.policy;
  binding.timing = ledger_.timing(limits::component_close_ceiling_ms, patient);
  binding.timing.connect = static_cast<Micros>(
      binding.timing.scale * static_cast<double>(options_.profile.first_connect_ms * 1'000));
  binding.settle = options_.profile.settle_ms * 1'000;
  binding.canary = answers_;
  binding.seed = ledger_.seed_of(key);
  return binding;
}

asio::awaitable<void> LaunchCampaign::play_all(std::deque<Task> tasks, int jobs) {
  queue_ = std::move(tasks);
  while (true) {
    const bool over = interrupted_ || broken_ || ledger_.stop_wanted();
    const bool stuck = failures_in_a_row_ >= limits::establish_failures;
    while (!over && !stuck && running_ < jobs && !queue_.empty()) {
      Task task = std::move(queue_.front());
      queue_.pop_front();
      ++running_;
      net::spawn(executor_, play_task(std::move(task)), failed());
    }
    if (running_ > 0) {
      co_await wake_.wait_until(std::nullopt);
    } else if (over || queue_.empty()) {
      break;
    } else {
      co_await check_circuit();
    }
  }
  for (const Task& task : queue_) {
    if (broken_ && !task.confirms) ledger_.block(task);
  }
  queue_.clear();
}

asio::awaitable<void> LaunchCampaign::play_task(Task task) {
  const Program& program = ledger_.program_of(task);
  Launch launch(executor_, options_.profile);
  std::vector<Lease> leases = made_up_leases(program);
  if (leases.empty()) leases.push_back(made_up_lease(1));
  const std::string needs = needs_of(task, program);
  const std::string problem = co_await launch.start(leases[0], needs);
  if (problem.empty()) {
    co_await play_on(launch, task);
  } else if (!interrupted_) {
    ScenarioResult result;
    result.verdict = Verdict::error;
    result.reason = problem;
    ledger_.store(task, std::move(result));
  }
  co_await launch.stop();
  --running_;
  wake_.notify();
}

asio::awaitable<void> LaunchCampaign::play_on(Launch& launch, const Task& task) {
  const Program& program = ledger_.program_of(task);
  Interpreter judge(program, binding(program, task.ref.key(), task.confirms));
  const auto began = Clock::now();
  bool stopped = false;
  DialogueHooks hooks;
  hooks.failed = failed();
  hooks.cancelled = [this] { return interrupted_; };
  hooks.stop_target = [&](bool kill) {
    stopped = true;
    launch.signal(kill);
  };
  hooks.sample = [&launch] { return launch.usage(milliseconds(limits::sampling_ms)); };
  const milliseconds budget(options_.profile.first_connect_ms);
  Opener opener = answer_at(launch.listener(), budget);
  co_await play(judge, std::move(opener), std::move(hooks));
  if (interrupted_) co_return;  // not judged: neither counted nor reported
  const Micros duration = std::chrono::duration_cast<microseconds>(Clock::now() - began).count();
  const bool dialled = judge.sessions().empty() || judge.sessions()[0].opened_us;
  failures_in_a_row_ = dialled ? 0 : failures_in_a_row_ + 1;
  std::string death = co_await launch.death(judge.left_without_goodbye());
  if (launch.unsupported()) {
    const bool believed = co_await means_unsupported();
    if (believed) {
      ledger_.skip(task, "the launcher says that it does not support it");
      co_return;
    }
  }
  ScenarioResult result = ledger_.hear(task, judge, duration);
  if (const auto exit = launch.exit()) {
    result.transcript.add(duration, "target", TranscriptEvent::process_exit, describe_exit(*exit));
  }
  if (launch.lost()) {
    result.verdict = Verdict::error;
    result.reason = "the supervisor of the component has ended";
  } else if (!death.empty() && !stopped) {
    result.verdict = Verdict::crash;
    result.reason = std::move(death);
  } else if (launch.alive()) {
    const bool spinning = co_await launch.spins();
    if (spinning || !judge.alive()) {
      result.verdict = Verdict::hang;
      result.reason = spinning
                          ? "it keeps a processor busy although nothing is asked of it"
                          : "its connection is open, but a disco#info is not answered any more";
    }
  }
  // One that lives and has not dialled in may only be late on a busy machine.
  const bool late = !dialled && launch.alive();
  ledger_.finish(task, std::move(result), judge.by_deadline() || late);
}

asio::awaitable<bool> LaunchCampaign::means_unsupported() {
  if (!unsupported_believed_) {
    Launch launch(executor_, options_.profile);
    const Lease lease = made_up_lease(1);
    const std::string needs = nobody_has;
    const std::string problem = co_await launch.start(lease, needs);
    if (problem.empty()) {
      net::ConnectResult none =
          co_await launch.listener().accept(milliseconds(options_.profile.first_connect_ms));
      if (none.connection) none.connection->close();
    }
    unsupported_believed_ = problem.empty() && launch.unsupported();
    co_await launch.stop();
  }
  co_return *unsupported_believed_;
}

// Too many launches in a row did not dial in: once more, alone.
asio::awaitable<void> LaunchCampaign::check_circuit() {
  failures_in_a_row_ = 0;
  std::string problem;
  const bool established = co_await probe(problem);
  if (established || interrupted_) co_return;
  broken_ = true;
  ledger_.add_incident("circuit-open", problem, "", {});
}

}  // namespace jcp
