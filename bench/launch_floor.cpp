#include "launch_floor.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

namespace jcp::bench {

namespace {

constexpr int patience_ms = 10'000;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  void wait_readable() const {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) != 1) throw std::runtime_error("the bare launch: nothing");
  }

 private:
  int fd_;
};

class Child {
 public:
  Child(const std::string& program, int port) {
    std::vector<std::string> environment{"JCP_HOST=127.0.0.1", "JCP_PORT=" + std::to_string(port),
                                         "JCP_DOMAIN=bare.example", "JCP_SECRET=bare"};
    std::vector<char*> variables;
    for (std::string& variable : environment) variables.push_back(variable.data());
    variables.push_back(nullptr);
    std::string name = program;
    std::array<char*, 2> words{name.data(), nullptr};
    if (::posix_spawn(&pid_, name.c_str(), nullptr, nullptr, words.data(), variables.data()) != 0) {
      throw std::runtime_error("the bare launch: cannot start " + program);
    }
  }
  ~Child() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

 private:
  pid_t pid_ = -1;
};

void launch(const std::string& program) {
  const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  void* generic = &address;
  socklen_t size = sizeof address;
  if (::bind(listener.get(), static_cast<sockaddr*>(generic), size) != 0 ||
      ::listen(listener.get(), 1) != 0 ||
      ::getsockname(listener.get(), static_cast<sockaddr*>(generic), &size) != 0) {
    throw std::runtime_error("the bare launch: no port");
  }
  const Child child(program, ntohs(address.sin_port));
  listener.wait_readable();
  const Descriptor connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  std::string got;
  while (got.find("<stream:stream") == std::string::npos) {
    connection.wait_readable();
    std::array<char, 4096> buffer;
    const ssize_t read = ::recv(connection.get(), buffer.data(), buffer.size(), 0);
    if (read <= 0) throw std::runtime_error("the bare launch: no header");
    got.append(buffer.data(), static_cast<std::size_t>(read));
  }
}

}  // namespace

double launch_floor(const std::string& program, int count, int at_a_time) {
  std::atomic<int> next = 0;
  std::atomic<bool> failed = false;
  std::exception_ptr error;
  const auto work = [&] {
    try {
      while (next++ < count && !failed) launch(program);
    } catch (const std::exception&) {
      if (!failed.exchange(true)) error = std::current_exception();
    }
  };
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < at_a_time; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace jcp::bench
