// This test binary plays three parts by its first argument, as jcpspec does: the tests; the
// supervisor they start; and a stand-in for jcpspec that starts a process and is then killed.
// Processes are found in /proc by a variable in their environment, wherever they moved.

#include "supervisor.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <thread>

#include "harness/net/net_test.hpp"
#include "process.hpp"
#include "process_spawn.hpp"
#include "process_test.hpp"

namespace jcp {
namespace {

using namespace std::chrono_literals;
using net::run;

constexpr const char* hold_argument = "hold-a-process";

asio::awaitable<void> hold(asio::any_io_executor executor, std::string mark) {
  // The first ignores TERM, the second has left the session, the third has lost its parent.
  Job job = shell_job(
      "trap '' TERM; setsid sleep 100 & (sleep 101 &); echo READY; while :; do sleep 1; done",
      mark);
  job.ready = "READY";
  Process process(executor, job);
  co_await process.wait_ready(5s);
  std::puts(process.ready() ? "held" : "failed");
  std::fflush(stdout);
  co_await process.wait_ended(std::nullopt);
}

int hold_until_killed(const char* mark) {
  net::Loop loop;
  net::spawn(loop.executor(), hold(loop.executor(), mark),
             [](std::exception_ptr) { std::abort(); });
  loop.run();
  return 0;
}

// Whether `holds(how many processes bear the mark)` comes true in time.
template <typename Predicate>
bool marked_within(std::chrono::milliseconds time, const std::string& mark, Predicate holds) {
  const auto end = net::Clock::now() + time;
  while (!holds(marked(mark).size()) && net::Clock::now() < end) std::this_thread::sleep_for(20ms);
  return holds(marked(mark).size());
}

bool gone_within(std::chrono::milliseconds time, const std::string& mark) {
  return marked_within(time, mark, [](std::size_t count) { return count == 0; });
}

struct Holder {
  pid_t pid = -1;
  std::string said;
};

Holder start_holder(std::string mark) {
  std::array<int, 2> pipe = {-1, -1};
  EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  std::string program = "/proc/self/exe";
  std::string argument = hold_argument;
  const std::array<char*, 4> argv = {program.data(), argument.data(), mark.data(), nullptr};
  Holder holder;
  EXPECT_EQ(::posix_spawn(&holder.pid, program.c_str(), &actions, nullptr, argv.data(), ::environ),
            0);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  std::array<char, 64> buffer;
  const ssize_t count = ::read(pipe[0], buffer.data(), buffer.size());
  holder.said.assign(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  ::close(pipe[0]);
  return holder;
}

TEST(Supervisor, NothingSurvivesAKilledParent) {
  const std::string mark = new_mark();
  const Holder holder = start_holder(mark);
  EXPECT_EQ(holder.said, "held\n");
  // A child that was forked just now has its environment only after exec.
  EXPECT_TRUE(marked_within(5s, mark, [](std::size_t count) { return count >= 3; }));
  ::kill(holder.pid, SIGKILL);
  ::waitpid(holder.pid, nullptr, 0);
  EXPECT_TRUE(gone_within(8s, mark));
}

TEST(Supervisor, AJobThatCannotBeSaidInJsonHasNoLine) {
  Job job;
  job.argv = {"prosody", "\xff"};
  EXPECT_EQ(job_line(job), std::nullopt);
  job.argv = {"prosody", std::string("a\0b", 3)};
  EXPECT_EQ(job_line(job), std::nullopt);
  job.argv = {"prosody", "line\nbreak"};
  ASSERT_TRUE(job_line(job));
  EXPECT_EQ(job_line(job)->find('\n'), std::string::npos);
}

// The supervisor's end of the wire without a Process: what a confused or dying parent sends.
class RawSupervisor {
 public:
  RawSupervisor() {
    std::array<int, 2> ends = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    spawned_ = spawn_supervisor("/proc/self/exe", ends[1]);
    EXPECT_GT(spawned_.pid, 0) << spawned_.reason;
    ::close(ends[1]);
    fd_ = ends[0];
  }
  ~RawSupervisor() {
    ::close(fd_);
    ::waitpid(spawned_.pid, nullptr, 0);
  }
  RawSupervisor(const RawSupervisor&) = delete;
  RawSupervisor& operator=(const RawSupervisor&) = delete;

  void send(std::string_view text) {
    EXPECT_EQ(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  void stop_listening() { ::shutdown(fd_, SHUT_RD); }
  std::string read_to_end() {
    std::string all;
    std::array<char, 1024> buffer;
    for (ssize_t count = 1; count > 0;) {
      count = ::read(fd_, buffer.data(), buffer.size());
      if (count > 0) all.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  Spawned spawned_;
  int fd_ = -1;
};

TEST(Supervisor, NonsenseIsIgnored) {
  RawSupervisor supervisor;
  supervisor.send("nonsense\n[]\n{\"job\":7}\n{\"signal\":\"x\"}\n\n{\"usage\":true}\n");
  supervisor.send("{\"stop\":\"term\"}\n");
  const std::string heard = supervisor.read_to_end();
  EXPECT_NE(heard.find("\"usage\""), std::string::npos) << heard;
  EXPECT_NE(heard.find("\"ended\""), std::string::npos) << heard;
}

TEST(Supervisor, AParentThatIsFoundDeadByAWriteIsDead) {
  const std::string mark = new_mark();
  RawSupervisor supervisor;
  supervisor.send(job_line(shell_job("setsid sleep 100 & sleep 0.3", mark)).value_or("") + '\n');
  while (marked(mark).size() < 3) std::this_thread::sleep_for(5ms);
  supervisor.stop_listening();  // so that the news of the exit cannot be delivered
  EXPECT_TRUE(gone_within(4s, mark));
}

TEST(Supervisor, EndsWhenNoJobComes) { const RawSupervisor supervisor; }

}  // namespace
}  // namespace jcp

int main(int argc, char** argv) {
  const std::string_view part = argc > 1 ? argv[1] : "";
  if (part == jcp::supervise_argument) return jcp::supervise(jcp::supervise_fd);
  if (part == jcp::hold_argument && argc > 2) return jcp::hold_until_killed(argv[2]);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
