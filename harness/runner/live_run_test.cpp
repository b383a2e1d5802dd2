// Whole runs over real sockets: against the mock server as a well-behaved target, and against
// servers that answer garbage, flood, dribble, stay mute or die. A run must end by itself, soon,
// with the right verdicts and exit code, and its totals must add up.

#include "live_run.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <thread>

#include "harness/net/listener.hpp"
#include "harness/net/loop.hpp"
#include "hostile_server_test.hpp"
#include "mock-server/service.hpp"
#include "mock_target.hpp"

namespace jcp {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

const Suite& suite() {
  static const Suite all(embedded_scenarios(), true);
  return all;
}

struct Silent : RunObserver {
  void started(std::size_t) override {}
  void finished(const ScenarioResult&) override { ++results; }
  void note(const std::string&) override {}
  int results = 0;
};

constexpr const char* header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' id='1' from='c1.mcfly.fam'>";

LiveOptions options_for(const std::string& endpoint, std::vector<std::string> ids = {}) {
  ConnectOptions connect;
  connect.endpoint = endpoint;
  for (int i = 1; i <= 8; ++i) {
    connect.components.push_back("c" + std::to_string(i) + ".mcfly.fam=secret-" +
                                 std::to_string(i));
  }
  LiveOptions options;
  options.profile = profile_of(connect);
  options.profile.ready_timeout_ms = 1'500;
  Filter filter;
  filter.ids = std::move(ids);
  options.cases = select(suite(), Role::component, filter);
  return options;
}

struct Outcome {
  RunResult run;
  int exit_code = 0;
  double seconds = 0;
};

Outcome run(const LiveOptions& options) {
  Silent observer;
  const auto began = Clock::now();
  Outcome outcome{run_live(suite(), options, observer), 0, 0};
  outcome.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  outcome.exit_code = exit_code_of(outcome.run);
  const Totals t = totals_of(outcome.run.results);
  EXPECT_EQ(t.selected, t.pass + t.warn + t.fail + t.crash + t.hang + t.blocked + t.skip + t.error);
  return outcome;
}

// The mock server on a port of its own, in a thread of its own.
class MockOnAPort {
 public:
  explicit MockOnAPort(mock::QuirkSet quirks = {}) {
    net::ListenResult listening = net::listen(loop_->executor(), "127.0.0.1", 0);
    endpoint_ = listening.listener->local();
    mock::ServerConfig config;
    for (int i = 1; i <= 8; ++i) {
      config.components["c" + std::to_string(i) + ".mcfly.fam"] = "secret-" + std::to_string(i);
    }
    config.quirks = quirks;
    mock::ServiceHooks hooks;
    hooks.failed = [](std::exception_ptr) { std::abort(); };
    hooks.crashed = [this] { loop_->stop(); };
    service_ = std::make_unique<mock::Service>(loop_->executor(), std::move(config),
                                               std::move(listening.listener), hooks);
    net::spawn(loop_->executor(), service_->run(), hooks.failed);
    thread_ = std::thread([this] { loop_->run(); });
  }
  ~MockOnAPort() { die(); }

  // As a process that is killed: no closing tag, connections broken, port closed.
  void die() {
    if (!thread_.joinable()) return;
    loop_->stop();
    thread_.join();
    service_.reset();
    loop_.reset();
  }
  const std::string& endpoint() const { return endpoint_; }

 private:
  std::unique_ptr<net::Loop> loop_ = std::make_unique<net::Loop>();
  std::string endpoint_;
  std::unique_ptr<mock::Service> service_;
  std::thread thread_;
};

TEST(LiveRun, all_scenarios_pass_against_the_mock_on_a_port) {
  MockOnAPort target;
  const Outcome outcome = run(options_for(target.endpoint()));
  EXPECT_EQ(outcome.exit_code, 0);
  for (const ScenarioResult& result : outcome.run.results) {
    const bool fine = result.verdict == Verdict::pass || result.verdict == Verdict::skip ||
                      // what a policy flag would excuse is a warning where nothing is known
                      result.verdict == Verdict::warn;
    EXPECT_TRUE(fine) << result.key() << " " << to_string(result.verdict) << " " << result.reason;
    EXPECT_FALSE(result.unstable) << result.key();
  }
  EXPECT_TRUE(outcome.run.incidents.empty());
}

TEST(LiveRun, a_quirk_is_found_over_sockets_too) {
  MockOnAPort target({*mock::find_quirk("accepts-any-digest")});
  const Outcome outcome =
      run(options_for(target.endpoint(), {"server/xep0114/3/handshake-wrong-digest-refused"}));
  EXPECT_EQ(outcome.exit_code, 1);
}

TEST(LiveRun, a_mute_server_never_came_up) {
  HostileServer target([](HostileConnection& c, int) { c.wait_for_end(); });
  const Outcome outcome = run(options_for(target.endpoint()));
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_LT(outcome.seconds, 10);
  const Totals t = totals_of(outcome.run.results);
  EXPECT_EQ(t.blocked + t.skip, t.selected);
}

TEST(LiveRun, nobody_listens) {
  std::string endpoint;
  {
    endpoint = HostileServer([](HostileConnection&, int) {}).endpoint();
  }
  EXPECT_EQ(run(options_for(endpoint)).exit_code, 3);
}

TEST(LiveRun, garbage_is_not_a_server) {
  HostileServer target([](HostileConnection& c, int) {
    c.write("SSH-2.0-OpenSSH_9.2\r\n");
    c.wait_for_end();
  });
  EXPECT_EQ(run(options_for(target.endpoint())).exit_code, 3);
}

TEST(LiveRun, the_circuit_opens_when_nothing_can_be_established) {
  HostileServer target([](HostileConnection& c, int) {
    c.read(milliseconds(500));
    c.write(header);
    c.wait_for_end();
  });
  const Outcome outcome = run(options_for(target.endpoint()));
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_LT(outcome.seconds, 60);
  ASSERT_FALSE(outcome.run.incidents.empty());
  EXPECT_EQ(outcome.run.incidents.back().kind, "circuit-open");
}

TEST(LiveRun, a_server_that_dribbles_is_outlived) {
  HostileServer target([](HostileConnection& c, int) {
    c.read(milliseconds(500));
    for (const char* at = header; *at; ++at) {
      if (!c.write(std::string_view(at, 1))) return;
      std::this_thread::sleep_for(milliseconds(30));
    }
    c.wait_for_end();
  });
  const Outcome outcome = run(options_for(target.endpoint()));
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_LT(outcome.seconds, 60);
}

TEST(LiveRun, a_flood_of_stanzas_is_bounded) {
  HostileServer target([](HostileConnection& c, int) {
    c.read(milliseconds(500));
    std::string flood = header;
    for (int i = 0; i < 1'000; ++i) flood += "<message id='x'><body>flood</body></message>";
    if (!c.write(flood)) return;
    while (c.write(flood.substr(std::string_view(header).size()))) {
    }
  });
  const Outcome outcome = run(options_for(target.endpoint()));
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_LT(outcome.seconds, 60);
#ifndef JCP_SANITIZED
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
#ifdef NDEBUG
  constexpr long bound_mib = 64;
#else
  constexpr long bound_mib = 96;  // this test's own threads and the pages of a debug binary
#endif
  EXPECT_LT(used.ru_maxrss, bound_mib * 1024) << "KiB";
#endif
}

TEST(LiveRun, an_endless_tag_is_bounded) {
  HostileServer target([](HostileConnection& c, int) {
    c.read(milliseconds(500));
    c.write(header + std::string("<message id='"));
    while (c.write(std::string(4096, 'x'))) {
    }
  });
  const Outcome outcome = run(options_for(target.endpoint()));
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_LT(outcome.seconds, 60);
}

TEST(LiveRun, a_target_that_dies_in_mid_run_leaves_a_whole_report) {
  MockOnAPort target;
  LiveOptions options = options_for(target.endpoint());
  std::thread killer([&] {
    std::this_thread::sleep_for(milliseconds(150));
    target.die();
  });
  const Outcome outcome = run(options);
  killer.join();
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_EQ(outcome.run.results.size(),
            options.cases.size() + StandingRules(suite(), Role::component).results().size());
  EXPECT_LT(outcome.seconds, 60);
}

}  // namespace
}  // namespace jcp
