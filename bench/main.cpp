// jcpspec_bench JCPSPEC CORPUS: the figures that README and docs/ARCHITECTURE.md quote, all of one
// run. Nothing is asserted: a goal stands beside its figure. Started by ci/bench.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <stdexcept>

#include "command_usage.hpp"
#include "fuzz/campaign/mock_profile.hpp"
#include "fuzz_figures.hpp"
#include "handshake_floor.hpp"
#include "harness/net/loop.hpp"
#include "harness/runner/supervisor.hpp"
#include "harness/runner/target.hpp"
#include "launch_floor.hpp"
#include "suite_figures.hpp"

namespace jcp::bench {

namespace {

constexpr int rounds = 4;  // of bare loop and suite in turn, so that both see the same machine
constexpr int handshakes = 400;  // in each
constexpr int failures = 24;
constexpr int launches_at_a_time = 16;  // as the runner has it
constexpr int cases_on_a_stream = 5000;
constexpr double virtual_seconds = 3;

// A target that lives as long as this object.
class Running {
 public:
  explicit Running(const std::string& name) : target_(loop_.executor(), load_profile(name)) {
    std::string problem;
    wait_for([&]() -> boost::asio::awaitable<void> {
      problem = co_await target_.start([] { return false; });
      version_ = co_await installed_version(loop_.executor(), target_.profile());
    });
    if (!problem.empty()) throw std::runtime_error(name + ": " + problem);
  }
  ~Running() {
    wait_for([&]() -> boost::asio::awaitable<void> { co_await target_.stop(); });
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  Endpoint endpoint() const { return target_.endpoint(); }
  const std::string& version() const { return version_; }
  // As --connect would have it: for runs that start nothing.
  Profile connected() const {
    Profile profile = target_.profile();
    profile.command.clear();
    profile.address = endpoint().address;
    profile.port = endpoint().port;
    return profile;
  }

 private:
  template <typename Work>
  void wait_for(Work work) {
    std::exception_ptr error;
    const auto whole = [&]() -> boost::asio::awaitable<void> {
      co_await work();
      loop_.stop();
    };
    net::spawn(loop_.executor(), whole(), [&](std::exception_ptr thrown) {
      error = thrown;
      loop_.stop();
    });
    loop_.run();
    if (error) std::rethrow_exception(error);
  }

  net::Loop loop_;
  Target target_;
  std::string version_;
};

// What stands behind `key` in a file of lines.
std::string field(const char* file, const std::string& key) {
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (!line.starts_with(key)) continue;
    const std::size_t begin = line.find_first_not_of(" \"", line.find_first_of(":=") + 1);
    return line.substr(begin, line.find_last_not_of('"') + 1 - begin);
  }
  return "unknown";
}

void print_machine(const std::string& server) {
  double load = 0;
  ::getloadavg(&load, 1);
  std::printf("%ld x %s, %s\n", ::sysconf(_SC_NPROCESSORS_ONLN),
              field("/proc/cpuinfo", "model name").c_str(),
              field("/etc/os-release", "PRETTY_NAME").c_str());
  std::printf("compiler %s, %s; %s; load before the run %.2f\n\n", __VERSION__, JCP_BUILD_TYPE,
              server.c_str(), load);
}

void heading(const char* text) { std::printf("%s\n", text); }

void row(const std::string& what, double figure, const char* unit, const std::string& remark = "") {
  std::printf("  %-48s %9.*f %-4s %s\n", what.c_str(), figure < 100 ? 2 : 0, figure, unit,
              remark.c_str());
  std::fflush(stdout);
}

std::string share(double part, double whole) {
  char text[64];
  std::snprintf(text, sizeof text, "%.0f %% of the bare loop (goal 60 %%)", 100 * part / whole);
  return text;
}

void handshakes_with(const Running& server, const Suite& suite, int jobs) {
  std::vector<Domain> domains = server.connected().domains;
  std::erase_if(domains, [](const Domain& domain) { return !domain.kind.empty(); });
  double bare = 0, book = 0, ours = 0;
  for (int i = 0; i < rounds; ++i) {
    bare += handshake_floor(server.endpoint(), domains, handshakes, jobs, Closing::at_once);
    ours += establish(suite, server.connected(), handshakes, jobs);
    book += handshake_floor(server.endpoint(), domains, handshakes, jobs, Closing::by_the_book);
  }
  const std::string at_a_time = std::to_string(jobs) + " at a time";
  const double all = rounds * handshakes;
  row("bare loop, " + at_a_time, all / bare, "/s");
  row("bare loop that closes by the book, " + at_a_time, all / book, "/s");
  row("jcpspec, " + at_a_time, all / ours, "/s", share(bare, ours));
}

void whole_run(const std::string& jcpspec, const Suite& suite) {
  const std::size_t cases = select(suite, Role::component, {}).size();
  heading("The whole fast class against Prosody, as a command");
  const CommandUsage whole = run_command({jcpspec, "test", "--target", "prosody"});
  const CommandUsage one =
      run_command({jcpspec, "test", "server/xep0114/3/handshake-accepted", "--target", "prosody"});
  if (whole.exit_code == 2 || whole.exit_code == 3 || whole.exit_code == 6) {
    throw std::runtime_error("jcpspec test --target prosody ended with " +
                             std::to_string(whole.exit_code));
  }
  row(std::to_string(cases) + " cases, start and end of Prosody included", whole.seconds, "s",
      "(goal 3 s)");
  row("one case, start and end of Prosody included", one.seconds, "s");
  row("peak resident memory of jcpspec", whole.peak_mib, "MiB", "(goal 64 MiB)");
  std::printf("  %s\n\n", whole.last_line.c_str());
}

void component_run(const std::string& jcpspec, const Suite& suite) {
  const std::size_t cases = select(suite, Role::server, {}).size();
  const std::string program = jcpspec.substr(0, jcpspec.rfind('/') + 1) + "targets/gloox-component";
  heading("The whole fast class against gloox, a launch for each case, as a command");
  const double bare = launch_floor(program, static_cast<int>(cases), launches_at_a_time);
  const CommandUsage whole = run_command({jcpspec, "test", "--target", "gloox"});
  if (whole.exit_code == 2 || whole.exit_code == 3 || whole.exit_code == 6) {
    throw std::runtime_error("jcpspec test --target gloox ended with " +
                             std::to_string(whole.exit_code));
  }
  row("bare launches, header and kill, " + std::to_string(cases) + " of them", bare, "s",
      std::to_string(launches_at_a_time) + " at a time");
  row(std::to_string(cases) + " cases, and again what rests on a deadline", whole.seconds, "s",
      "(goal 10 s)");
  row("peak resident memory of jcpspec", whole.peak_mib, "MiB", "(goal 64 MiB)");
  std::printf("  %s\n\n", whole.last_line.c_str());
}

void mock_figures(const Suite& suite) {
  heading("Mock against mock, in process, virtual time, a second of one core");
  const Rate all = virtual_rate(suite, {}, virtual_seconds);
  row("the fast class, " + std::to_string(all.cases) + " cases over and over", all.per_second, "/s",
      "(goal 5000/s)");
  const Rate one =
      virtual_rate(suite, {"server/xep0114/3/handshake-accepted"}, virtual_seconds / 3);
  row("handshake-accepted over and over", one.per_second, "/s");
  std::printf("\n");
}

void failing_figures(const Running& server) {
  const Profile running = server.connected();
  const std::string proves = R"("proves": ["XEP0114-3-28"]}])";
  heading("A failing case on loopback, alone (median)");
  const FailureCost differs = failure_cost(
      running,
      R"([{"connect": {}}, {"send": "${header}"}, {"expect": {"header": {"id": "x"}}, )" + proves,
      failures);
  row("something else came", differs.first_ms, "ms");
  const FailureCost open = failure_cost(
      running, R"([{"establish": {}}, {"expect": {"element": "<never/>"}, )" + proves, failures);
  row("nothing came, in an open stream", open.first_ms, "ms", "(goal 200 ms)");
  const FailureCost before = failure_cost(
      running,
      R"([{"connect": {}}, {"send": "${header}"}, {"expect": {"element": "<never/>"}, )" + proves,
      4);
  row("nothing came, before the handshake", before.first_ms, "ms", "(goal 200 ms)");
  row("  and its confirmation with the ceiling", before.confirmed_ms, "ms", "once, overlapped");
  std::printf("\n");
}

void parser_figures(const std::string& corpus) {
  heading("The passes of stream_parser_fuzz over its corpus, a second of one core");
  const ParserRate rate = parser_rate(corpus, virtual_seconds);
  char remark[64];
  std::snprintf(remark, sizeof remark, "%.2f of bare expat (goal 0.7)", rate.ours / rate.bare);
  row("expat with empty handlers, " + std::to_string(rate.inputs) + " inputs", rate.bare / 1e6,
      "MB/s");
  row("our parser", rate.ours / 1e6, "MB/s", remark);
  std::printf("\n");
}

void case_figures(const std::string& jcpspec, const Running& server) {
  heading("Cases of a campaign: a lawful message on one stream, its fence, every oracle");
  row("the mock", case_rate(fuzz::mock_server_profile(jcpspec), cases_on_a_stream), "/s",
      "(goal 2000/s)");
  const Profile running = server.connected();
  const double bare =
      question_floor(server.endpoint(), running.domains[0], running.host, cases_on_a_stream);
  row("Prosody, bare pings one at a time", cases_on_a_stream / bare, "/s");
  row("Prosody", case_rate(load_profile("prosody"), cases_on_a_stream), "/s",
      "one ping and two messages each");
  std::printf("\n");
}

void run(const std::string& jcpspec, const std::string& corpus) {
  const Suite suite(embedded_scenarios(), true);
  {
    const Running server("prosody");
    print_machine(server.version());
    heading("Sessions with Prosody: connect, header, handshake, acknowledgement, close");
    handshakes_with(server, suite, 1);
    handshakes_with(server, suite, 8);
    std::printf("\n");
    failing_figures(server);
    case_figures(jcpspec, server);
  }
  whole_run(jcpspec, suite);
  component_run(jcpspec, suite);
  mock_figures(suite);
  parser_figures(corpus);
}

}  // namespace

}  // namespace jcp::bench

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == jcp::supervise_argument) return jcp::supervise(jcp::supervise_fd);
  if (argc != 3) {
    std::fprintf(stderr, "usage: jcpspec_bench JCPSPEC CORPUS\n");
    return 2;
  }
  try {
    jcp::bench::run(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "jcpspec_bench: %s\n", error.what());
    return 1;
  }
}
