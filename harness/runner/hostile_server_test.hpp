#pragma once
// For tests: a server on loopback whose every connection is handled by a function of the test, in a
// thread of its own with blocking sockets, so that nothing of the code under test is involved.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace jcp {

// One accepted connection, as the test's function sees it.
class HostileConnection {
 public:
  HostileConnection(int fd, const std::atomic<bool>& over) : fd_(fd), over_(over) {}
  ~HostileConnection() { ::close(fd_); }
  HostileConnection(const HostileConnection&) = delete;

  // False: the peer is gone or the test is over.
  bool write(std::string_view bytes) {
    while (!bytes.empty() && !over_) {
      pollfd p{fd_, POLLOUT, 0};
      if (poll(&p, 1, 50) == 0) continue;
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return bytes.empty();
  }

  // What comes within the time; "" when nothing did. `open` tells whether more may come.
  std::string read(std::chrono::milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (!over_ && std::chrono::steady_clock::now() < until) {
      pollfd p{fd_, POLLIN, 0};
      if (poll(&p, 1, 20) == 0) continue;
      char buffer[4096];
      const ssize_t got = ::recv(fd_, buffer, sizeof buffer, 0);
      if (got <= 0) {
        open = false;
        return {};
      }
      return std::string(buffer, static_cast<std::size_t>(got));
    }
    return {};
  }

  // Until the peer goes or the test is over.
  void wait_for_end() {
    while (!over_ && open) read(std::chrono::milliseconds(100));
  }

  bool open = true;

 private:
  int fd_;
  const std::atomic<bool>& over_;
};

class HostileServer {
 public:
  // `nth` counts connections from 0.
  using Behaviour = std::function<void(HostileConnection&, int nth)>;

  explicit HostileServer(Behaviour behaviour) : behaviour_(std::move(behaviour)) {
    fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(fd_, 128);
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }

  ~HostileServer() {
    over_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    ::close(fd_);
  }
  HostileServer(const HostileServer&) = delete;

  std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void accept_all() {
    for (int nth = 0; !over_; ++nth) {
      pollfd p{fd_, POLLIN, 0};
      while (!over_ && poll(&p, 1, 20) == 0) {
      }
      if (over_) return;
      const int fd = ::accept(fd_, nullptr, nullptr);
      if (fd < 0) continue;
      threads_.emplace_back([this, fd, nth] {
        HostileConnection connection(fd, over_);
        behaviour_(connection, nth);
      });
    }
  }

  Behaviour behaviour_;
  int fd_ = -1;
  unsigned short port_ = 0;
  std::atomic<bool> over_{false};
  std::thread acceptor_;
  std::vector<std::thread> threads_;
};

}  // namespace jcp
