#include "live_run.hpp"

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <exception>

#include "campaign.hpp"
#include "harness/net/loop.hpp"
#include "launch_campaign.hpp"

namespace jcp {

namespace {

template <class Order>
RunResult run_in(const Suite& suite, const LiveOptions& options, RunObserver& observer) {
  net::Loop loop;
  Order campaign(loop.executor(), suite, options, observer);
  boost::asio::signal_set signals(loop.executor(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) campaign.interrupt();
  });
  RunResult run;
  std::exception_ptr error;
  const auto whole = [&]() -> boost::asio::awaitable<void> {
    run = co_await campaign.run();
    signals.cancel();
  };
  net::spawn(loop.executor(), whole(), [&](std::exception_ptr thrown) {
    error = thrown;
    loop.stop();
  });
  loop.run();
  if (campaign.error()) error = campaign.error();
  if (error) std::rethrow_exception(error);
  return run;
}

}  // namespace

RunResult run_live(const Suite& suite, const LiveOptions& options, RunObserver& observer) {
  return options.profile.role == "component" ? run_in<LaunchCampaign>(suite, options, observer)
                                             : run_in<Campaign>(suite, options, observer);
}

}  // namespace jcp
