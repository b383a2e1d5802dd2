// Real processes, small shell scripts, under real supervisors (this test binary again: see main in
// supervisor_test.cpp). Each carries a mark in its environment, and each test ends by looking for
// it in /proc.

#include "process.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

#include "harness/net/net_test.hpp"
#include "harness/net/wake.hpp"
#include "harness/xmpp/limits.hpp"
#include "process_test.hpp"
#include "process_tree.hpp"

namespace jcp {
namespace {

using namespace std::chrono_literals;
using net::Clock;
using net::run;
using net::sleep_for;
using State = Process::State;

class ProcessTest : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_TRUE(marked(mark).empty());
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a supervisor was not waited for";
  }
  const std::string mark = new_mark();
  net::Loop loop;
  asio::any_io_executor executor = loop.executor();
};

asio::awaitable<void> ends(asio::any_io_executor executor, Job job, ProcessExit& exit,
                           std::string& tail) {
  Process process(executor, job);
  co_await process.wait_ended(5s);
  EXPECT_EQ(process.state(), State::exited) << process.reason();
  exit = process.exit().value_or(ProcessExit{});
  tail = process.output_tail();
  co_await process.stop(Process::Stop::term, 2s);
  EXPECT_EQ(process.state(), State::exited);
}

TEST_F(ProcessTest, TellsTheExitCodeAndTheOutput) {
  ProcessExit exit;
  std::string tail;
  run(loop, ends(executor, shell_job("echo out; echo err >&2; exit 3", mark), exit, tail));
  EXPECT_EQ(describe_exit(exit), "exit code 3");
  EXPECT_EQ(tail, "out\nerr\n");
}

TEST_F(ProcessTest, TellsTheSignal) {
  ProcessExit exit;
  std::string tail;
  run(loop, ends(executor, shell_job("ulimit -c 0; kill -SEGV $$", mark), exit, tail));
  EXPECT_EQ(exit.signal, SIGSEGV);
  EXPECT_TRUE(crashed(exit));
}

TEST_F(ProcessTest, TellsTheSignalBehindAShell) {
  ProcessExit exit;
  std::string tail;
  const std::string script = "ulimit -c 0; sh -c 'kill -ABRT $$'; exit $?";
  run(loop, ends(executor, shell_job(script, mark), exit, tail));
  EXPECT_EQ(exit.signal, 0);
  EXPECT_EQ(ending_signal(exit), SIGABRT);
  EXPECT_TRUE(crashed(exit));
}

TEST_F(ProcessTest, TheTargetGetsWhatTheJobSaysAndNothingElse) {
  Job job = shell_job(
      "pwd; cat; for fd in 3 4 5 6 7 8 9; do test -e /proc/$$/fd/$fd && echo fd $fd; done;"
      "grep -E 'SigBlk|SigIgn' /proc/self/status | tr -d '\\t';"
      "env | grep -v -E '^(PWD|_|OLDPWD)=' | sort",
      mark);
  job.directory = "/usr/bin";
  ProcessExit exit;
  std::string tail;
  run(loop, ends(executor, job, exit, tail));
  // 1800...: 32 and 33 are glibc's own; its posix_spawn always ignores them.
  EXPECT_EQ(tail, "/usr/bin\nSigBlk:0000000000000000\nSigIgn:0000000180000000\n" + mark + "\n" +
                      job.environment[0] + "\n");
}

TEST_F(ProcessTest, ABinaryFloodIsBounded) {
  Job job = shell_job("head -c 50000000 /dev/urandom >&2; echo end", mark);
  job.log = scratch_file("process_test_flood.log");
  ProcessExit exit;
  std::string tail;
  run(loop, ends(executor, job, exit, tail));
  EXPECT_EQ(describe_exit(exit), "exit code 0");
  EXPECT_TRUE(tail.ends_with("end\n"));
  EXPECT_LE(tail.size(), 3 * limits::process_output_tail_bytes);  // U+FFFD for what is not UTF-8
  EXPECT_LE(std::filesystem::file_size(job.log), limits::process_log_bytes + 100);
  EXPECT_GE(std::filesystem::file_size(job.log), limits::process_log_bytes);
  std::filesystem::remove(job.log);
}

asio::awaitable<void> fails(asio::any_io_executor executor, Job job, std::string& reason,
                            std::string supervisor = "/proc/self/exe") {
  Process process(executor, job, supervisor);
  co_await process.wait_ended(5s);
  EXPECT_EQ(process.state(), State::failed);
  EXPECT_EQ(process.pid(), -1);
  reason = process.reason();
  co_await process.stop(Process::Stop::term, 2s);
}

TEST_F(ProcessTest, WhatCannotBeStartedSaysWhy) {
  std::string reason;
  Job job = shell_job("true", mark);
  job.argv = {"no-such-command"};
  run(loop, fails(executor, job, reason));
  EXPECT_EQ(reason, "command not found: no-such-command (PATH=/usr/local/bin:/usr/bin:/bin)");
  job.argv = {"./no-such-command"};
  run(loop, fails(executor, job, reason));
  EXPECT_EQ(reason, "cannot run ./no-such-command: No such file or directory");
  job.argv = {};
  run(loop, fails(executor, job, reason));
  EXPECT_EQ(reason, "the command is empty");
  job = shell_job("true", mark);
  job.directory = "/no/such/directory";
  run(loop, fails(executor, job, reason));
  EXPECT_EQ(reason, "no such directory: /no/such/directory");
  job = shell_job("true", mark);
  job.log = "/no/such/directory/log";
  run(loop, fails(executor, job, reason));
  EXPECT_EQ(reason, "/no/such/directory/log: No such file or directory");
  run(loop, fails(executor, shell_job("\xff", mark), reason));
  EXPECT_NE(reason.find("UTF-8"), std::string::npos);
  run(loop, fails(executor, shell_job("true", mark), reason, "/no/such/supervisor"));
  EXPECT_EQ(reason, "cannot run /no/such/supervisor: No such file or directory");
}

asio::awaitable<void> not_a_supervisor(asio::any_io_executor executor, Job job) {
  Process process(executor, job, "/bin/true");
  co_await process.wait_ended(5s);
  EXPECT_EQ(process.state(), State::lost);
  EXPECT_EQ(process.reason(), "the supervisor ended (exit code 0)");
}

TEST_F(ProcessTest, ASupervisorThatGoesIsALoss) {
  run(loop, not_a_supervisor(executor, shell_job("true", mark)));
}

pid_t parent_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string ignored;
  pid_t parent = -1;
  file >> ignored >> ignored >> ignored >> parent;
  return parent;
}

asio::awaitable<void> supervisor_killed(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_ready(5s);
  EXPECT_TRUE(process.ready());
  const pid_t supervisor = parent_of(process.pid());
  EXPECT_GT(supervisor, 1);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::kill(supervisor, number);
  co_await process.wait_ended(100ms);
  EXPECT_EQ(process.state(), State::running) << "a terminal's signals must pass it by";
  bool told = false;
  process.on_end([&] { told = true; });
  ::kill(supervisor, SIGKILL);
  co_await process.wait_ended(5s);
  EXPECT_TRUE(told);
  EXPECT_EQ(process.state(), State::lost);
  EXPECT_EQ(process.reason(), "the supervisor ended (killed by SIGKILL)");
  co_await sleep_for(50ms);  // init, or whoever is subreaper above us, has to bury it
}

TEST_F(ProcessTest, TheDeathOfTheSupervisorIsAnEvent) {
  Job job = shell_job("echo READY; sleep 100", mark);
  job.ready = "READY\n";
  run(loop, supervisor_killed(executor, job));
}

asio::awaitable<void> stopped(asio::any_io_executor executor, Job job, int processes,
                              std::chrono::milliseconds grace, int signal) {
  Process process(executor, job);
  co_await process.wait_ready(5s);
  EXPECT_TRUE(process.ready());
  const std::optional<Usage> usage = co_await process.usage(1s);
  EXPECT_TRUE(usage && usage->processes == static_cast<std::uint64_t>(processes))
      << (usage ? usage->processes : 0);
  const Clock::time_point start = Clock::now();
  co_await process.stop(Process::Stop::term, grace);
  EXPECT_LT(Clock::now() - start, 20s);
  EXPECT_EQ(process.state(), State::exited);
  EXPECT_EQ(process.exit().value_or(ProcessExit{}).signal, signal);
  EXPECT_EQ(process.left_running(), 0);
  EXPECT_TRUE(marked(job.environment[1]).empty());
  co_await process.stop(Process::Stop::kill, grace);
  const std::optional<Usage> gone = co_await process.usage(1s);
  EXPECT_FALSE(gone);
}

TEST_F(ProcessTest, StopEndsItGently) {
  Job job = shell_job("trap 'exit 7' TERM; echo READY; while :; do sleep 0.01; done", mark);
  job.ready = "READY";
  const auto gently = [&]() -> asio::awaitable<void> {
    Process process(executor, job);
    co_await process.wait_ready(5s);
    co_await process.stop(Process::Stop::term, 2s);
    EXPECT_EQ(process.exit().value_or(ProcessExit{}).code, 7);
  };
  run(loop, gently());
}

TEST_F(ProcessTest, WhoIgnoresTermIsKilled) {
  Job job = shell_job("trap '' TERM; sleep 100 & echo READY; wait", mark);
  job.ready = "READY";
  run(loop, stopped(executor, job, 2, 200ms, SIGKILL));
}

TEST_F(ProcessTest, WhoIsStoppedHearsTermNevertheless) {
  Job job = shell_job("echo READY; kill -STOP $$", mark);
  job.ready = "READY";
  run(loop, stopped(executor, job, 1, 60s, SIGTERM));
}

TEST_F(ProcessTest, GrandchildrenThatLeftAreEnded) {
  Job job = shell_job(
      "setsid sh -c 'trap \"\" TERM; sleep 100 & wait' & (setsid sleep 100 &);"
      "sleep 0.2; echo READY; exec sleep 100",
      mark);
  job.ready = "READY";
  run(loop, stopped(executor, job, 4, 200ms, SIGTERM));
}

asio::awaitable<void> leaves_a_daemon(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_ended(5s);
  EXPECT_EQ(process.state(), State::exited);
  EXPECT_EQ(process.exit().value_or(ProcessExit{}).left_running, 1);
  co_await process.stop(Process::Stop::term, 2s);
  EXPECT_EQ(process.left_running(), 0);
}

TEST_F(ProcessTest, WhatALeaderLeavesBehindIsCountedAndEnded) {
  run(loop, leaves_a_daemon(executor, shell_job("setsid sleep 100 & sleep 0.1", mark)));
}

asio::awaitable<void> spins(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_started(5s);
  const std::optional<Usage> before = co_await process.usage(1s);
  co_await sleep_for(300ms);
  const std::optional<Usage> after = co_await process.usage(1s);
  EXPECT_TRUE(before && after);
  EXPECT_GT(after->cpu_ticks, before->cpu_ticks + 3);
  EXPECT_GT(after->rss_bytes, 100'000U);
  EXPECT_EQ(after->processes, 2U);
  process.signal(SIGSTOP);
  co_await sleep_for(50ms);
  const std::optional<Usage> halted = co_await process.usage(1s);
  co_await sleep_for(200ms);
  const std::optional<Usage> still = co_await process.usage(1s);
  EXPECT_TRUE(halted && still);
  EXPECT_LE(still->cpu_ticks, halted->cpu_ticks + 1);
}

TEST_F(ProcessTest, UsageIsThatOfTheTree) {
  run(loop, spins(executor, shell_job("(while :; do :; done) & wait", mark)));
}

asio::awaitable<void> is_asked_to_end(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_ready(5s);
  process.signal(SIGTERM);
  co_await process.wait_ended(5s);
  EXPECT_EQ(process.output_tail(), "READY\nleader\n");
  co_await process.stop(Process::Stop::kill, 0ms);
}

TEST_F(ProcessTest, ARequestToEndGoesToTheFirstProcessAlone) {
  const std::string script =
      "(trap 'echo helper' TERM; while :; do sleep 0.02; done) & "
      "trap 'sleep 0.2; echo leader; exit' TERM; echo READY; while :; do sleep 0.02; done";
  Job job = shell_job(script, mark);
  job.ready = "READY";
  run(loop, is_asked_to_end(executor, job));
}

asio::awaitable<void> prints(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_ready(5s);
  EXPECT_TRUE(process.ready());
  const std::string tail = co_await process.tail(1s);
  EXPECT_EQ(tail, "starting\nREADY\n");
  const Clock::time_point start = Clock::now();
  co_await process.wait_ended(100ms);
  EXPECT_GE(Clock::now() - start, 100ms);
  EXPECT_TRUE(process.alive());
}

TEST_F(ProcessTest, TheTailCanBeAskedForAndTheObjectJustDropped) {
  Job job = shell_job("echo starting; echo READY; sleep 100", mark);
  job.ready = "READY\n";
  run(loop, prints(executor, job));
}

asio::awaitable<void> never_ready(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_ready(5s);
  EXPECT_FALSE(process.ready());
  EXPECT_EQ(process.state(), State::exited);
}

TEST_F(ProcessTest, WaitingForReadinessEndsWithTheProcess) {
  Job job = shell_job("sleep 0.1", mark);
  job.ready = "READY";
  run(loop, never_ready(executor, job));
}

asio::awaitable<void> waits_for_ever(asio::any_io_executor executor, Job job) {
  Process process(executor, job);
  co_await process.wait_ended(std::nullopt);
  ADD_FAILURE() << "not reached";
}

TEST_F(ProcessTest, ALoopThatGoesTakesItsProcessesAlong) {
  {
    net::Loop other;
    net::spawn(other.executor(),
               waits_for_ever(other.executor(), shell_job("trap '' TERM; sleep 100", mark)),
               [](std::exception_ptr) {});
    for (int i = 0; i < 100 && marked(mark).empty(); ++i) EXPECT_FALSE(other.run_for(100ms));
    EXPECT_FALSE(marked(mark).empty());
  }
  EXPECT_TRUE(marked(mark).empty());
}

asio::awaitable<void> many(asio::any_io_executor executor, Job job, int count) {
  for (int i = 0; i < count; ++i) {
    Process process(executor, job);
    co_await process.wait_ended(5s);
    if (i % 2 == 0) co_await process.stop(Process::Stop::term, 1s);
  }
}

// Between the listing of /proc, open() and read() any of them may go.
TEST_F(ProcessTest, ProcessesMayGoWhileTheTreeIsLookedAt) {
  std::array<pid_t, 4> forkers{};
  for (pid_t& forker : forkers) {
    forker = ::fork();
    if (forker == 0) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (forker == 0) {
      const pid_t child = ::fork();
      if (child == 0) ::_exit(0);
      ::waitpid(child, nullptr, 0);
    }
  }
  const Clock::time_point end = Clock::now() + 1s;
  bool found = true;
  while (Clock::now() < end) found = found && !descendants(::getpid()).empty();
  for (const pid_t forker : forkers) {
    ::kill(forker, SIGKILL);
    ::waitpid(forker, nullptr, 0);
  }
  EXPECT_TRUE(found);
}

TEST_F(ProcessTest, NoDescriptorIsLeft) {
  run(loop, many(executor, shell_job("true", mark), 1));
  const auto before = net::open_descriptors();
  run(loop, many(executor, shell_job("true", mark), 20));
  EXPECT_EQ(net::open_descriptors(), before);
}

}  // namespace
}  // namespace jcp
