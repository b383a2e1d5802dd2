#pragma once
// What is under suspicion: a server or a component, started by us or not, one process at a time.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "harness/net/connection.hpp"
#include "harness/runner/process_exit.hpp"
#include "harness/runner/profile.hpp"
#include "harness/scenario/usage.hpp"

namespace jcp::fuzz {

class Subject {
 public:
  using Milliseconds = std::chrono::milliseconds;
  virtual ~Subject() = default;

  // Another process than before (of a managed one). "" or why it did not come up. A component is
  // given the profile's first domain.
  virtual boost::asio::awaitable<std::string> start(std::function<bool()> cancelled) = 0;
  virtual boost::asio::awaitable<void> stop() = 0;
  // A connection to it; a component dials in by itself, or does not within the deadline.
  virtual boost::asio::awaitable<net::ConnectResult> connection(Milliseconds deadline) = 0;

  virtual bool managed() const = 0;  // else nothing but its connections is known of it
  virtual bool alive() const = 0;
  virtual std::optional<ProcessExit> exit() const = 0;
  virtual std::string output_tail() const = 0;
  virtual boost::asio::awaitable<void> wait_ended(Milliseconds deadline) = 0;
  virtual boost::asio::awaitable<std::optional<Usage>> usage() = 0;
  virtual std::string folder() const = 0;  // where its logs are; "" for none
};

// `profile` outlives it.
std::unique_ptr<Subject> make_subject(boost::asio::any_io_executor executor,
                                      const Profile& profile);

}  // namespace jcp::fuzz
