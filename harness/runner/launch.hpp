#pragma once
// One component that was started to dial in to us: its process, and what became of it.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "harness/net/listener.hpp"
#include "harness/scenario/interpreter.hpp"
#include "process.hpp"
#include "profile.hpp"
#include "workspace.hpp"

namespace jcp {

// What a launcher ends with to say that it cannot do what the scenario needs.
inline constexpr int unsupported_exit_code = 89;

class Launch {
 public:
  // `profile` must outlive it.
  Launch(boost::asio::any_io_executor executor, const Profile& profile);
  ~Launch();

  // Opens a port on loopback and starts the component for it. `needs`: features, also told to the
  // launcher in JCP_NEEDS. "" or why it was not started.
  boost::asio::awaitable<std::string> start(const Lease& lease, const std::string& needs);
  // Where it dials in. Closed when the process ends: nobody will come any more.
  net::Listener& listener() { return *listener_; }
  // Gone with everything it started.
  boost::asio::awaitable<void> stop();

  void signal(bool kill);
  bool alive() const { return process_ && process_->alive(); }
  std::optional<ProcessExit> exit() const;
  std::string output_tail() const { return process_ ? process_->output_tail() : ""; }
  bool unsupported() const;
  // Its supervisor ended: what became of the component is not known.
  bool lost() const { return process_ && process_->state() == Process::State::lost; }

  boost::asio::awaitable<std::optional<Usage>> usage(std::chrono::milliseconds deadline);
  boost::asio::awaitable<void> wait_ended(std::chrono::milliseconds deadline);
  std::string folder() const { return workspace_.value("scratch"); }

  // After a dialogue: what it died of, "" when it lives or ended as programs do. Gives it time to
  // end, more where its connection was cut off.
  boost::asio::awaitable<std::string> death(bool cut_off);
  // Whether it burns a processor although nobody asks it anything.
  boost::asio::awaitable<bool> spins();

 private:
  boost::asio::awaitable<void> wait_for_end(std::chrono::milliseconds patience);

  boost::asio::any_io_executor executor_;
  Workspace workspace_;
  std::unique_ptr<Process> process_;
  std::shared_ptr<net::Listener> listener_;
};

}  // namespace jcp
