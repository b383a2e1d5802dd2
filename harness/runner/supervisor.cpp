#include "supervisor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/xmpp/limits.hpp"
#include "process_output.hpp"
#include "process_spawn.hpp"
#include "process_tree.hpp"
#include "supervisor_control.hpp"

namespace jcp {

namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr std::int64_t longest_grace_ms = 60'000;
constexpr Milliseconds kill_interval{5};      // what forks away from one KILL meets the next
constexpr Milliseconds give_up_after{5'000};  // not ours to kill, or stuck in the kernel
constexpr Milliseconds last_word{200};        // for a reader that is slow

bool sendable(const std::string& text) { return text.find('\0') == std::string::npos; }

Job parse_job(const json& value) {
  Job job;
  job.argv = value.value("argv", std::vector<std::string>{});
  job.environment = value.value("environment", std::vector<std::string>{});
  job.directory = value.value("directory", "");
  job.log = value.value("log", "");
  job.ready = value.value("ready", "");
  return job;
}

class Supervisor {
 public:
  explicit Supervisor(int control) : control_(control) {}
  void run();

 private:
  enum class Phase { serving, terminating, killing };

  void wait_for_something();
  int patience_ms() const;
  void obey();
  void start(const json& value);
  void command(const json& value);
  void signal(int number);
  void read_output(std::size_t at_most);
  void reap();
  void report_exit(int status);
  void begin_stop(bool kill_now, Milliseconds grace);
  void advance_stop();
  bool over() const;

  SupervisorControl control_;
  int children_ = -1;  // signalfd
  int output_fd_ = -1;
  std::unique_ptr<ProcessOutput> output_;
  bool ready_reported_ = false;
  pid_t leader_ = -1;
  bool childless_ = true;
  Phase phase_ = Phase::serving;
  Clock::time_point kill_at_;
};

void Supervisor::run() {
  sigset_t child;
  ::sigemptyset(&child);
  ::sigaddset(&child, SIGCHLD);
  ::sigprocmask(SIG_BLOCK, &child, nullptr);
  children_ = ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  while (!over()) {
    wait_for_something();
    obey();
    read_output(1024 * 1024);
    reap();
    advance_stop();
  }
  const std::size_t left = childless_ ? 0 : descendants(::getpid()).size();
  control_.send({{"event", "ended"}, {"left_running", left}});
  const Clock::time_point end = Clock::now() + last_word;
  while (control_.wants_to_write() && Clock::now() < end) {
    ::usleep(1000);
    control_.flush();
  }
}

int Supervisor::patience_ms() const {
  // Closed and serving: a write found out just now, and nobody will wake us.
  if (phase_ == Phase::serving) return control_.closed() ? 0 : -1;
  if (phase_ == Phase::killing) return static_cast<int>(kill_interval.count());
  const auto left = std::chrono::ceil<Milliseconds>(kill_at_ - Clock::now());
  return static_cast<int>(std::max(left.count(), Milliseconds::rep{0}));
}

void Supervisor::wait_for_something() {
  const bool listening = !control_.closed();
  const short wanted = control_.wants_to_write() ? POLLIN | POLLOUT : POLLIN;
  std::array<pollfd, 3> waiting = {
      pollfd{listening ? control_.fd() : -1, wanted, 0},
      pollfd{children_, POLLIN, 0},
      pollfd{output_fd_, POLLIN, 0},
  };
  ::poll(waiting.data(), waiting.size(), patience_ms());
  signalfd_siginfo ignored;
  while (::read(children_, &ignored, sizeof ignored) > 0) {
  }
}

void Supervisor::obey() {
  control_.flush();
  control_.receive();
  while (const std::optional<json> value = control_.next()) {
    try {
      command(*value);
    } catch (const json::exception&) {  // not our parent's way of speaking
    }
  }
  const Milliseconds grace{limits::process_stop_grace_ms};
  if (control_.closed()) begin_stop(false, grace);
}

void Supervisor::command(const json& value) {
  if (!value.is_object()) return;
  if (value.contains("job") && !output_) start(value.at("job"));
  if (value.contains("stop")) {
    const auto grace = value.value("grace_ms", limits::process_stop_grace_ms);
    const Milliseconds bounded{std::clamp<std::int64_t>(grace, 0, longest_grace_ms)};
    begin_stop(value.at("stop") == "kill", bounded);
  }
  if (value.contains("signal")) signal(value.at("signal").get<int>());
  if (value.contains("usage")) {
    const Usage usage = usage_below_us();
    control_.send({{"event", "usage"},
                   {"cpu_ticks", usage.cpu_ticks},
                   {"waited_ms", usage.waited_ms},
                   {"rss_bytes", usage.rss_bytes},
                   {"processes", usage.processes},
                   {"threads", usage.threads},
                   {"descriptors", usage.descriptors}});
  }
  if (value.contains("tail")) {
    control_.send({{"event", "tail"}, {"tail", output_ ? output_->tail() : ""}});
  }
}

// A request to end goes to the first process, which knows how: to lose its helpers at the same
// moment is no orderly end (the Erlang emulator aborts).
void Supervisor::signal(int number) {
  const bool whole_tree = number == SIGKILL || number == SIGSTOP || number == SIGCONT;
  if (!whole_tree && leader_ > 0) {
    ::kill(leader_, number);
    return;
  }
  for (const ProcessStat& process : descendants(::getpid())) ::kill(process.pid, number);
}

void Supervisor::start(const json& value) {
  const Job job = parse_job(value);
  output_ = std::make_unique<ProcessOutput>(job.log, job.ready);
  std::string reason = output_->log_error();
  std::array<int, 2> pipe = {-1, -1};
  if (reason.empty() && ::pipe2(pipe.data(), O_CLOEXEC) != 0) reason = std::strerror(errno);
  if (reason.empty()) {
    // Only our end: with O_NONBLOCK on the target's its printing could fail.
    ::fcntl(pipe[0], F_SETFL, O_NONBLOCK);
    const Spawned target = spawn_target(job, pipe[1]);
    ::close(pipe[1]);
    output_fd_ = pipe[0];
    leader_ = target.pid;
    reason = target.reason;
  }
  if (!reason.empty()) {
    control_.send({{"event", "failed"}, {"reason", reason}});
    return;
  }
  childless_ = false;
  control_.send({{"event", "started"}, {"pid", leader_}});
}

void Supervisor::read_output(std::size_t at_most) {
  std::array<char, 64 * 1024> buffer;
  std::size_t total = 0;
  while (output_fd_ >= 0 && total < at_most) {
    const ssize_t count = ::read(output_fd_, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) break;
    if (count <= 0) {
      ::close(output_fd_);
      output_fd_ = -1;
      break;
    }
    output_->append(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
    total += static_cast<std::size_t>(count);
  }
  if (!ready_reported_ && output_ && output_->contains_ready()) {
    ready_reported_ = true;
    control_.send(json::object({{"event", "ready"}}));
  }
}

void Supervisor::reap() {
  for (;;) {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, WNOHANG);
    if (pid > 0 && pid == leader_) report_exit(status);
    if (pid > 0 || (pid < 0 && errno == EINTR)) continue;
    childless_ = pid < 0 && errno == ECHILD;
    return;
  }
}

void Supervisor::report_exit(int status) {
  leader_ = -1;
  // What it printed last is in the pipe. No more than a pipe holds: others may go on printing.
  const int capacity = output_fd_ >= 0 ? ::fcntl(output_fd_, F_GETPIPE_SZ) : 0;
  read_output(static_cast<std::size_t>(std::max(capacity, 0)));
  control_.send({{"event", "exited"},
                 {"code", WIFEXITED(status) ? WEXITSTATUS(status) : 0},
                 {"signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0},
                 {"core", WIFSIGNALED(status) && WCOREDUMP(status)},
                 {"left_running", descendants(::getpid()).size()},
                 {"tail", output_->tail()}});
}

void Supervisor::begin_stop(bool kill_now, Milliseconds grace) {
  const Clock::time_point now = Clock::now();
  const Clock::time_point limit = kill_now ? now : now + grace;
  if (phase_ == Phase::killing) return;
  const bool first = phase_ == Phase::serving;
  kill_at_ = first ? limit : std::min(kill_at_, limit);
  phase_ = Phase::terminating;
  if (kill_now || !first || childless_) return;
  for (const ProcessStat& process : descendants(::getpid())) {
    ::kill(process.pid, SIGTERM);
    ::kill(process.pid, SIGCONT);  // a stopped one would not hear it
  }
}

void Supervisor::advance_stop() {
  if (phase_ == Phase::terminating && Clock::now() >= kill_at_) phase_ = Phase::killing;
  if (phase_ != Phase::killing) return;
  for (const ProcessStat& process : descendants(::getpid())) ::kill(process.pid, SIGKILL);
}

// Only waitpid knows: kill(-group, 0) succeeds on zombies, and a process may leave its group.
bool Supervisor::over() const {
  if (phase_ == Phase::serving) return false;
  return childless_ || Clock::now() >= kill_at_ + give_up_after;
}

void ignore_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2}) {
    ::signal(number, SIG_IGN);
  }
}

}  // namespace

std::optional<std::string> job_line(const Job& job) {
  bool good = sendable(job.directory) && sendable(job.log);
  good = good && std::all_of(job.argv.begin(), job.argv.end(), sendable);
  good = good && std::all_of(job.environment.begin(), job.environment.end(), sendable);
  if (!good) return std::nullopt;
  const json value = {{"job",
                       {{"argv", job.argv},
                        {"environment", job.environment},
                        {"directory", job.directory},
                        {"log", job.log},
                        {"ready", job.ready}}}};
  try {
    return value.dump();
  } catch (const json::exception&) {  // not UTF-8
    return std::nullopt;
  }
}

int supervise(int control_fd) {
  ignore_signals();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_NAME, "jcp-supervisor");
  try {
    Supervisor(control_fd).run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "jcpspec supervisor: %s\n", error.what());
    for (const ProcessStat& process : descendants(::getpid())) ::kill(process.pid, SIGKILL);
    return 6;
  }
}

}  // namespace jcp
