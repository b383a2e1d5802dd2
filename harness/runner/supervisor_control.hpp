#pragma once
// The supervisor's end of the control socket: JSON, a value a line, without ever blocking.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace jcp {

// A parent that sleeps must not stop the supervisor from reading what the target prints: what
// cannot be sent now waits.
class SupervisorControl {
 public:
  explicit SupervisorControl(int fd) : fd_(fd) {}

  int fd() const { return fd_; }
  bool closed() const { return closed_; }  // by the parent: it ended, perhaps
  bool wants_to_write() const { return !closed_ && !outbox_.empty(); }

  void receive();
  // The next whole line that was received. Nonsense is a discarded value.
  std::optional<nlohmann::json> next();
  void send(const nlohmann::json& value);
  void flush();

 private:
  int fd_;
  bool closed_ = false;
  std::string inbox_;
  std::string outbox_;
};

}  // namespace jcp
