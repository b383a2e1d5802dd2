#pragma once
// The order of a run against a component: one launch a scenario, several at a time.

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <exception>
#include <functional>
#include <optional>
#include <string>

#include "harness/net/wake.hpp"
#include "launch.hpp"
#include "ledger.hpp"

namespace jcp {

class LaunchCampaign {
 public:
  LaunchCampaign(boost::asio::any_io_executor executor, const Suite& suite,
                 const LiveOptions& options, RunObserver& observer);

  boost::asio::awaitable<RunResult> run();
  void interrupt();
  // A mistake of ours that ended the run; nullptr when there was none.
  std::exception_ptr error() const { return error_; }

 private:
  // What the first launches show: does it dial in, and does it answer disco#info?
  boost::asio::awaitable<void> get_acquainted();
  boost::asio::awaitable<bool> probe(std::string& problem);
  boost::asio::awaitable<void> play_all(std::deque<Task> tasks, int jobs);
  boost::asio::awaitable<void> play_task(Task task);
  boost::asio::awaitable<void> play_on(Launch& launch, const Task& task);
  boost::asio::awaitable<void> check_circuit();
  // Exit code 89 is believed when the launcher gives it for a feature that nobody has.
  boost::asio::awaitable<bool> means_unsupported();

  std::string unavailable(const Task& task) const;
  Binding binding(const Program& program, const std::string& key, bool patient) const;
  std::function<void(std::exception_ptr)> failed();

  boost::asio::any_io_executor executor_;
  const Suite& suite_;
  const LiveOptions& options_;
  Ledger ledger_;
  net::Wake wake_;  // a dialogue has ended, or the run was interrupted
  std::deque<Task> queue_;
  std::exception_ptr error_;
  std::optional<bool> unsupported_believed_;
  int running_ = 0;
  int failures_in_a_row_ = 0;
  bool answers_ = false;  // disco#info
  bool interrupted_ = false;
  bool broken_ = false;  // it does not dial in any more: no use in going on
};

}  // namespace jcp
