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

namespace jcp {

// A scratch folder below the system's folder for temporary files, mode 0700, gone with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

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

  // "prosody 0.12.3-1", "" when it cannot be told.
  boost::asio::awaitable<std::string> version();

 private:
  Job job() const;
  boost::asio::awaitable<bool> answers_a_header();
  std::string fill(const std::string& text) const;
  std::string prepare();

  boost::asio::any_io_executor executor_;
  Profile profile_;
  Endpoint endpoint_;
  std::unique_ptr<ScratchFolder> scratch_;
  std::unique_ptr<Process> process_;
  std::map<std::string, std::string> values_;
};

}  // namespace jcp
