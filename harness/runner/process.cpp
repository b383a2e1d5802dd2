#include "process.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "harness/net/loop.hpp"
#include "harness/net/wake.hpp"
#include "process_spawn.hpp"

namespace jcp {

namespace asio = boost::asio;
using nlohmann::json;
using Clock = std::chrono::steady_clock;
using Milliseconds = Process::Milliseconds;
using State = Process::State;

// Our end of the control socket and what was heard on it. Outlives the Process in the coroutines
// that wait.
struct SupervisorLink {
  explicit SupervisorLink(asio::any_io_executor on) : executor(std::move(on)), control(executor) {}

  bool alive() const { return state == State::starting || state == State::running; }
  void event(const json& value);
  void changed();
  void send(const std::string& command);
  void finish(std::string why);

  asio::any_io_executor executor;
  asio::posix::stream_descriptor control;
  pid_t supervisor = -1;
  bool over = false;  // nothing more will be heard

  State state = State::starting;
  pid_t pid = -1;
  bool ready = false;
  int left_running = 0;
  std::optional<ProcessExit> exit;
  std::string reason;
  std::string output_tail;
  std::optional<Usage> usage;
  bool tail_answered = false;

  std::vector<net::Wake*> waiters;
  std::function<void()> on_end;
};

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

constexpr Milliseconds slow_supervisor{1'000};  // to take a line, to be gone after its last word
constexpr Milliseconds stop_allowance{8'000};   // beyond the grace: KILL, giving up, last word

// Waits for the supervisor, without the loop, and kills it if that takes too long.
int reap(pid_t supervisor, Milliseconds patience) {
  const Clock::time_point end = Clock::now() + patience;
  int status = 0;
  pid_t ended = 0;
  while (ended == 0 && Clock::now() < end) {
    ended = ::waitpid(supervisor, &status, WNOHANG);
    if (ended == 0) ::usleep(500);
  }
  if (ended == 0) {
    ::kill(supervisor, SIGKILL);
    ::waitpid(supervisor, &status, 0);
  }
  return status;
}

ProcessExit exit_of(int status) {
  ProcessExit exit;
  if (WIFEXITED(status)) exit.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) exit.signal = WTERMSIG(status);
  return exit;
}

class Waiter {
 public:
  explicit Waiter(SupervisorLink& link) : wake(link.executor), link_(link) {
    link_.waiters.push_back(&wake);
  }
  ~Waiter() { std::erase(link_.waiters, &wake); }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  net::Wake wake;

 private:
  SupervisorLink& link_;
};

using Condition = bool (*)(const SupervisorLink&);

asio::awaitable<void> wait_for(std::shared_ptr<SupervisorLink> link, Condition met,
                               std::optional<Milliseconds> deadline) {
  std::optional<Clock::time_point> end;
  if (deadline) end = Clock::now() + *deadline;
  Waiter waiter(*link);
  while (!met(*link) && !link->over && !(end && Clock::now() >= *end)) {
    co_await waiter.wake.wait_until(end);
  }
}

void hear(SupervisorLink& link, std::string& inbox) {
  std::size_t end = inbox.find('\n');
  for (; end != std::string::npos && !link.over; end = inbox.find('\n')) {
    const json value = json::parse(std::string_view(inbox).substr(0, end), nullptr, false);
    inbox.erase(0, end + 1);
    if (value.is_object()) link.event(value);
  }
}

asio::awaitable<void> listen_to(std::shared_ptr<SupervisorLink> link) {
  std::string inbox;
  std::array<char, 16 * 1024> buffer;
  while (!link->over) {
    const auto [error, count] =
        co_await link->control.async_read_some(asio::buffer(buffer), use_tuple);
    if (error) break;
    inbox.append(buffer.data(), count);
    hear(*link, inbox);
  }
  link->finish("the supervisor ended");
}

void open_link(const std::shared_ptr<SupervisorLink>& link, const std::string& program) {
  std::array<int, 2> ends = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    link->reason = std::string("socketpair: ") + std::strerror(errno);
    return;
  }
  const Spawned spawned = spawn_supervisor(program, ends[1]);
  ::close(ends[1]);
  link->supervisor = spawned.pid;
  link->reason = spawned.reason;
  boost::system::error_code error;
  link->control.assign(ends[0], error);
  if (error && link->reason.empty()) link->reason = error.message();
}

}  // namespace

void SupervisorLink::event(const json& value) {
  const std::string kind = value.value("event", "");
  if (kind == "started") {
    state = State::running;
    pid = value.value("pid", -1);
  } else if (kind == "failed") {
    state = State::failed;
    reason = value.value("reason", "");
  } else if (kind == "ready") {
    ready = true;
  } else if (kind == "exited") {
    state = State::exited;
    exit.emplace();
    exit->code = value.value("code", 0);
    exit->signal = value.value("signal", 0);
    exit->core = value.value("core", false);
    exit->left_running = value.value("left_running", 0);
    output_tail = value.value("tail", "");
  } else if (kind == "usage") {
    usage.emplace();
    usage->cpu_ticks = value.value("cpu_ticks", std::uint64_t{0});
    usage->waited_ms = value.value("waited_ms", std::uint64_t{0});
    usage->rss_bytes = value.value("rss_bytes", std::uint64_t{0});
    usage->processes = value.value("processes", std::uint64_t{0});
    usage->threads = value.value("threads", std::uint64_t{0});
    usage->descriptors = value.value("descriptors", std::uint64_t{0});
  } else if (kind == "tail") {
    output_tail = value.value("tail", "");
    tail_answered = true;
  } else if (kind == "ended") {
    left_running = value.value("left_running", 0);
  }
  changed();
}

void SupervisorLink::changed() {
  for (net::Wake* waiter : waiters) waiter->notify();
  if (alive() || !on_end) return;
  std::function<void()> call;
  std::swap(call, on_end);
  call();
}

// Commands are short and the supervisor reads at once, so this blocks only when it is in trouble.
void SupervisorLink::send(const std::string& command) {
  if (over) return;
  const std::string text = command + '\n';
  std::string_view line = text;
  const Clock::time_point end = Clock::now() + slow_supervisor;
  while (!line.empty() && Clock::now() < end) {
    const int fd = control.native_handle();
    const ssize_t count = ::send(fd, line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) line.remove_prefix(static_cast<std::size_t>(count));
    if (count >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN) return;  // gone: reading will say so
    pollfd writable{fd, POLLOUT, 0};
    ::poll(&writable, 1, 10);
  }
  if (!line.empty()) finish("the supervisor does not take commands");
}

// The supervisor is gone, or has to go.
void SupervisorLink::finish(std::string why) {
  if (over) return;
  over = true;
  boost::system::error_code ignored;
  control.close(ignored);
  int status = 0;
  if (supervisor > 0) status = reap(supervisor, slow_supervisor);
  if (alive()) {
    // Somebody killed it: what it can no longer end, we do, as far as we know it.
    if (pid > 0) ::kill(-pid, SIGKILL);
    state = State::lost;
    reason = std::move(why) + " (" + describe_exit(exit_of(status)) + ")";
  }
  changed();
}

Process::Process(asio::any_io_executor executor, const Job& job, std::string supervisor)
    : link_(std::make_shared<SupervisorLink>(std::move(executor))) {
  const std::optional<std::string> line = job_line(job);
  if (!line) {
    link_->reason = "the command, its environment or a path is not UTF-8 or holds a NUL";
  } else {
    open_link(link_, supervisor);
  }
  if (!link_->reason.empty()) {
    link_->state = State::failed;
    link_->finish("");
    return;
  }
  link_->send(*line);
  net::spawn(link_->executor, listen_to(link_), [link = link_](std::exception_ptr exception) {
    try {
      std::rethrow_exception(exception);
    } catch (const std::exception& error) {
      link->finish(std::string("the supervisor cannot be understood: ") + error.what());
    }
  });
}

Process::~Process() {
  link_->on_end = nullptr;
  link_->send(R"({"stop": "kill"})");
  if (!link_->over) {
    reap(link_->supervisor, stop_allowance);
    link_->supervisor = -1;
    if (alive()) link_->state = State::lost;
  }
  link_->finish("");
}

State Process::state() const { return link_->state; }
pid_t Process::pid() const { return link_->pid; }
bool Process::ready() const { return link_->ready; }
const std::optional<ProcessExit>& Process::exit() const { return link_->exit; }
const std::string& Process::reason() const { return link_->reason; }
const std::string& Process::output_tail() const { return link_->output_tail; }
int Process::left_running() const { return link_->left_running; }

asio::awaitable<void> Process::wait_started(Milliseconds deadline) {
  return wait_for(
      link_, [](const SupervisorLink& link) { return link.state != State::starting; }, deadline);
}

asio::awaitable<void> Process::wait_ready(Milliseconds deadline) {
  return wait_for(
      link_, [](const SupervisorLink& link) { return link.ready || !link.alive(); }, deadline);
}

asio::awaitable<void> Process::wait_ended(std::optional<Milliseconds> deadline) {
  return wait_for(
      link_, [](const SupervisorLink& link) { return !link.alive(); }, deadline);
}

asio::awaitable<void> Process::stop(Stop how, Milliseconds grace) {
  const std::shared_ptr<SupervisorLink> link = link_;
  const std::string word = how == Stop::kill ? "kill" : "term";
  link->send(R"({"stop": ")" + word + R"(", "grace_ms": )" + std::to_string(grace.count()) + "}");
  const Condition never = [](const SupervisorLink&) { return false; };  // until it is over
  co_await wait_for(link, never, grace + stop_allowance);
  link->finish("the supervisor does not end");
}

void Process::signal(int number) { link_->send(R"({"signal": )" + std::to_string(number) + "}"); }

asio::awaitable<std::optional<Usage>> Process::usage(Milliseconds deadline) {
  const std::shared_ptr<SupervisorLink> link = link_;
  link->usage.reset();
  link->send(R"({"usage": true})");
  const Condition answered = [](const SupervisorLink& heard) { return heard.usage.has_value(); };
  co_await wait_for(link, answered, deadline);
  co_return link->usage;
}

asio::awaitable<std::string> Process::tail(Milliseconds deadline) {
  const std::shared_ptr<SupervisorLink> link = link_;
  link->tail_answered = false;
  link->send(R"({"tail": true})");
  const Condition answered = [](const SupervisorLink& heard) { return heard.tail_answered; };
  co_await wait_for(link, answered, deadline);
  co_return link->output_tail;
}

void Process::on_end(std::function<void()> call) {
  link_->on_end = std::move(call);
  if (!alive()) link_->changed();
}

}  // namespace jcp
