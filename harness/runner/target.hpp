#pragma once
// The server under test as something that can be started, asked whether it lives, and ended.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dialogue.hpp"
#include "process.hpp"
#include "profile.hpp"
#include "workspace.hpp"

namespace jcp {

class Target {
 public:
  Target(boost::asio::any_io_executor executor, Profile profile);
  ~Target();

  const Profile& profile() const { return profile_; }
  Endpoint endpoint() const { return endpoint_; }

  // Starts it in a fresh scratch folder on free ports (a managed one) and waits until it answers a
  // stream header with a stream header. "" when it is ready, else why not, one sentence.
  boost::asio::awaitable<std::string> start(std::function<bool()> cancelled);
  boost::asio::awaitable<void> stop();

  // False: its process has ended (a managed one; for --connect always true).
  bool alive() const;
  // How it ended and its last output; empty for --connect.
  std::optional<ProcessExit> exit() const;
  std::string output_tail() const;
  void terminate(bool kill);  // for the step stop_target
  void on_end(std::function<void()> call);

  // Of a managed one; nullopt, nothing and "" for --connect.
  boost::asio::awaitable<std::optional<Usage>> usage(std::chrono::milliseconds deadline);
  boost::asio::awaitable<void> wait_ended(std::chrono::milliseconds deadline);
  std::string folder() const;  // its scratch folder

 private:
  boost::asio::awaitable<bool> answers_a_header();

  boost::asio::any_io_executor executor_;
  Profile profile_;
  Endpoint endpoint_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<Process> process_;
};

// "prosody 0.12.3-1", "" when it cannot be told.
boost::asio::awaitable<std::string> installed_version(boost::asio::any_io_executor executor,
                                                      const Profile& profile);

}  // namespace jcp
