#pragma once
// The order of a live run: what is played when, on which domains, and what follows when the target
// dies or falls silent.

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain_pool.hpp"
#include "harness/net/wake.hpp"
#include "ledger.hpp"
#include "target.hpp"

namespace jcp {

class Campaign {
 public:
  Campaign(boost::asio::any_io_executor executor, const Suite& suite, const LiveOptions& options,
           RunObserver& observer);

  boost::asio::awaitable<RunResult> run();
  void interrupt();
  // A mistake of ours that ended the run; nullptr when there was none.
  std::exception_ptr error() const { return error_; }

 private:
  struct Played {
    ScenarioResult result;
    bool answers = true;       // its domains were served afterwards
    bool by_deadline = false;  // something is unmet by nothing but the passing of time
  };
  enum class Probe {
    served,       // established, and the host answered
    established,  // but the host did not answer
    conflict,     // the name stays in use
    refused,
  };

  boost::asio::awaitable<std::string> start();
  boost::asio::awaitable<void> ask_host();
  boost::asio::awaitable<void> play_all(std::deque<Task> tasks, int jobs);
  bool may_launch(int jobs) const;
  std::optional<Task> next_task(std::vector<std::size_t>& domains);
  boost::asio::awaitable<void> play_task(Task task, std::vector<std::size_t> domains);
  boost::asio::awaitable<Played> play_one(const Task& task,
                                          const std::vector<std::size_t>& domains);
  boost::asio::awaitable<bool> give_back(const std::vector<std::size_t>& domains, bool clean,
                                         ScenarioResult& result);
  boost::asio::awaitable<bool> serves_after_all();
  // `patience`: how many times the ceiling it may take.
  boost::asio::awaitable<Probe> probe_domain(std::size_t domain, int patience = 1);
  boost::asio::awaitable<void> confirm(int jobs);
  void finish(const Task& task, Played played);

  // mortality.cpp
  void target_ended();
  void fall_silent();
  boost::asio::awaitable<void> try_suspects();
  boost::asio::awaitable<bool> revive();
  boost::asio::awaitable<void> check_circuit();
  void open_circuit(const std::string& why);
  void add_incident(const std::string& kind, const std::string& what);

  std::string unavailable(const CaseRef& ref) const;
  void block_rest();
  Binding binding(const std::vector<std::size_t>& domains, const std::string& key,
                  bool patient) const;
  std::function<void(std::exception_ptr)> failed() {
    return [this](std::exception_ptr error) {
      error_ = error;
      interrupt();
    };
  }

  boost::asio::any_io_executor executor_;
  const Suite& suite_;
  const LiveOptions& options_;
  RunObserver& observer_;
  Target target_;
  DomainPool pool_;
  net::Wake wake_;  // a dialogue has ended, the target has died, the run was interrupted
  Ledger ledger_;
  std::deque<Task> queue_;
  std::vector<Task> suspects_;
  std::shared_ptr<std::size_t> events_of_all_ = std::make_shared<std::size_t>(0);
  std::exception_ptr error_;
  int running_ = 0;
  int restarts_ = 0;
  int failures_in_a_row_ = 0;
  bool host_asked_ = false, has_host_ = false;
  bool ever_established_ = false;
  bool interrupted_ = false;
  bool dead_ = false;         // the process has ended, or it serves nobody any more
  bool broken_ = false;       // the circuit is open: no use in going on
  bool stop_wanted_ = false;  // a scenario stops the target: its end is no crash
  std::string death_;
  Verdict death_verdict_ = Verdict::crash;
};

}  // namespace jcp
