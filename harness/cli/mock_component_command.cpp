#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "commands.hpp"
#include "harness/net/loop.hpp"
#include "harness/runner/profile.hpp"
#include "mock-component/service.hpp"

namespace jcp::cli {

namespace {

constexpr int never_came_up = 3;
// A runner that stops it kills it soon after (limits::process_stop_grace_ms).
constexpr mock::Micros closing_us = 1'500'000;

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

std::string endpoint_of(const MockComponentOptions& options) {
  if (!options.connect.empty()) return options.connect;
  std::string host = environment("JCP_HOST", "127.0.0.1");
  if (host.find(':') != std::string::npos && !host.starts_with('[')) host = "[" + host + "]";
  return host + ":" + environment("JCP_PORT", "5347");
}

Profile profile_of(const MockComponentOptions& options) {
  ConnectOptions connect;
  connect.endpoint = endpoint_of(options);
  connect.components = options.components;
  connect.host = options.host;
  connect.allow_remote = options.allow_remote;
  const std::string domain = environment("JCP_DOMAIN", "");
  // An empty secret for the parser's sake: one from the environment is no file name.
  const bool from_environment = options.components.empty() && !domain.empty();
  if (from_environment) connect.components = {domain + "="};
  if (connect.components.size() != 1) {
    throw UserError("mock-component is one component: one --component DOMAIN=SECRET");
  }
  Profile profile = jcp::profile_of(connect);
  if (from_environment) profile.domains.front().secret = environment("JCP_SECRET", "");
  return profile;
}

mock::ComponentConfig config_of(const MockComponentOptions& options, const Profile& profile) {
  mock::ComponentConfig config;
  config.domain = profile.domains.front().name;
  config.secret = profile.domains.front().secret;
  config.host = profile.host;
  config.lawful = options.lawful;
  config.reconnects = !options.no_reconnect;
  config.seed = options.seed;
  config.limits.closing_us = closing_us;
  for (const std::string& name : options.quirks) {
    const auto quirk = mock::find_component_quirk(name);
    if (!quirk) throw UserError("--quirk " + name + ": the mock component has no such quirk");
    config.quirks.add(*quirk);
  }
  return config;
}

}  // namespace

int run(const MockComponentOptions& options) {
  const Profile profile = profile_of(options);
  net::Loop loop;
  bool authenticated = false;
  std::exception_ptr error;
  mock::ComponentHooks hooks;
  hooks.failed = [&](std::exception_ptr thrown) {
    error = thrown;
    loop.stop();
  };
  hooks.crashed = [] { std::abort(); };  // what the quirk promises
  hooks.authenticated = [&] {
    authenticated = true;
    std::printf("READY\n");
    std::fflush(stdout);
  };
  mock::ComponentService service(loop.executor(), config_of(options, profile), profile.address,
                                 profile.port, hooks);
  boost::asio::signal_set signals(loop.executor(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& failed, int) {
    if (!failed) service.stop();
  });
  const auto until_exit = [&]() -> boost::asio::awaitable<void> {
    co_await service.run();
    loop.stop();
  };
  net::spawn(loop.executor(), until_exit(), hooks.failed);
  loop.run();
  if (error) std::rethrow_exception(error);
  return authenticated ? 0 : never_came_up;
}

}  // namespace jcp::cli
