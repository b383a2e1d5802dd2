#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "commands.hpp"
#include "harness/net/listener.hpp"
#include "harness/net/loop.hpp"
#include "harness/runner/profile.hpp"
#include "harness/runner/visit.hpp"
#include "mock-server/service.hpp"
#include "reports/console.hpp"
#include "reports/printable.hpp"
#include "suite_source.hpp"
#include "terminal.hpp"

namespace jcp::cli {

namespace {

// The same reading of DOMAIN=SECRET and of the address as --connect.
Profile profile_of(const MockServerOptions& options) {
  ConnectOptions like_connect;
  like_connect.endpoint = options.listen;
  like_connect.components = options.components;
  like_connect.host = options.host;
  return jcp::profile_of(like_connect);
}

mock::ServerConfig config_of(const MockServerOptions& options, const Profile& profile) {
  mock::ServerConfig config;
  config.host = profile.host;
  for (const Domain& domain : profile.domains) config.components[domain.name] = domain.secret;
  for (const std::string& name : options.quirks) {
    const auto quirk = mock::find_quirk(name);
    if (!quirk) throw UserError("--quirk " + name + ": the mock has no such quirk");
    config.quirks.add(*quirk);
  }
  config.seed = options.seed;
  return config;
}

constexpr std::size_t shown_bytes = 4'000;  // of one write or read

void print_traffic(const mock::SessionView& session, bool received, std::string_view bytes) {
  const std::string who = session.domain.empty() ? "?" : printable(session.domain);
  std::printf("%4u %s %s %s\n", session.id, who.c_str(), received ? "<" : ">",
              shortened(printable(bytes), shown_bytes).c_str());
  std::fflush(stdout);
}

// Each case in turn; whoever dials in is judged as if it had been launched.
int act_out(const MockServerOptions& options, const Profile& profile) {
  const Suite suite = load_suite("");
  check_ids(suite, {options.play});
  Filter filter;
  filter.ids = {options.play};
  filter.classes = {"fast", "slow", "destructive"};
  const std::vector<CaseRef> cases = select(suite, Role::server, filter);
  if (cases.empty()) throw UserError("--play " + options.play + ": it is not for components");
  RunResult run;
  run.target_name = profile.domains.front().name;
  run.target_role = "component";
  for (const CaseRef& ref : cases) {
    VisitOptions visit;
    visit.profile = profile;
    visit.listening = [&](const std::string& where) {
      std::printf("listening on %s to play %s\n", where.c_str(), ref.key().c_str());
      std::fflush(stdout);
    };
    auto result = play_to_visitor(ref, visit);
    run.interrupted = !result;
    if (!result) break;
    run.results.push_back(*std::move(result));
  }
  run.exit_code = exit_code_of(run);
  const ReportContext context{suite, {}};
  std::fputs(console_report(run, context, {wants_colour(Stream::out), true}).c_str(), stdout);
  return run.exit_code;
}

}  // namespace

int run(const MockServerOptions& options) {
  const Profile profile = profile_of(options);
  mock::ServerConfig config = config_of(options, profile);
  if (!options.play.empty()) return act_out(options, profile);
  net::Loop loop;
  net::ListenResult listening = net::listen(loop.executor(), profile.address, profile.port);
  if (!listening.listener) throw UserError("--listen " + options.listen + ": " + listening.reason);
  std::printf("listening on %s for %zu components of %s\n", listening.listener->local().c_str(),
              config.components.size(), config.host.c_str());
  std::fflush(stdout);
  mock::ServiceHooks hooks;
  std::exception_ptr error;
  hooks.failed = [&](std::exception_ptr thrown) {
    error = thrown;
    loop.stop();
  };
  hooks.crashed = [] { std::abort(); };  // what the quirk promises
  if (options.transcript || is_terminal(Stream::out)) hooks.watch = print_traffic;
  mock::Service service(loop.executor(), std::move(config), std::move(listening.listener), hooks);
  boost::asio::signal_set signals(loop.executor(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& failed, int) {
    if (!failed) service.stop();
  });
  net::spawn(loop.executor(), service.run(), hooks.failed);
  loop.run();
  if (error) std::rethrow_exception(error);
  return 0;
}

}  // namespace jcp::cli
