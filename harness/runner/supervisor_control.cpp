#include "supervisor_control.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>

namespace jcp {

using nlohmann::json;

namespace {

constexpr std::size_t command_bytes = 4 * 1024 * 1024;  // a job with its environment, and to spare

// Output is whatever bytes the target printed; JSON is UTF-8.
std::string line_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace

void SupervisorControl::receive() {
  std::array<char, 16 * 1024> buffer;
  while (!closed_) {
    const ssize_t count = ::recv(fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    closed_ = count <= 0 || inbox_.size() > command_bytes;
    if (count > 0) inbox_.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::optional<json> SupervisorControl::next() {
  const std::size_t end = inbox_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  json value = json::parse(inbox_.substr(0, end), nullptr, false);
  inbox_.erase(0, end + 1);
  return value;
}

void SupervisorControl::send(const json& value) {
  outbox_ += line_of(value);
  flush();
}

void SupervisorControl::flush() {
  while (wants_to_write()) {
    const ssize_t count = ::send(fd_, outbox_.data(), outbox_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    closed_ = count < 0;
    if (count > 0) outbox_.erase(0, static_cast<std::size_t>(count));
  }
}

}  // namespace jcp
