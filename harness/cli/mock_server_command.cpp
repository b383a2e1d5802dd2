#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "commands.hpp"
#include "harness/net/listener.hpp"
#include "harness/net/loop.hpp"
#include "harness/runner/profile.hpp"
#include "mock-server/service.hpp"

namespace jcp::cli {

namespace {

mock::ServerConfig config_of(const MockServerOptions& options) {
  // The same reading of DOMAIN=SECRET and of the address as --connect.
  ConnectOptions like_connect;
  like_connect.endpoint = options.listen;
  like_connect.components = options.components;
  like_connect.host = options.host;
  const Profile profile = profile_of(like_connect);
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

}  // namespace

int run(const MockServerOptions& options) {
  mock::ServerConfig config = config_of(options);
  const std::size_t colon = options.listen.rfind(':');
  net::Loop loop;
  net::ListenResult listening =
      net::listen(loop.executor(), options.listen.substr(0, colon),
                  static_cast<unsigned short>(std::stoi(options.listen.substr(colon + 1))));
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
