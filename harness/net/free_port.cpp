#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <random>

#include "listener.hpp"

namespace jcp::net {

namespace {

// Below what Linux gives to outgoing connections (from 32768), above what services use.
constexpr unsigned first_port = 20'000;
constexpr unsigned port_count = 12'000;

// 0, or why not.
int try_bind(const void* address, socklen_t size) {
  const auto* generic = static_cast<const sockaddr*>(address);
  const int fd = ::socket(generic->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  const int error = ::bind(fd, generic, size) == 0 ? 0 : errno;
  ::close(fd);
  return error;
}

bool free_on_ipv4(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return try_bind(&address, sizeof address) == 0;
}

// Where there is no IPv6 nothing is taken.
bool taken_on_ipv6(unsigned short port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_addr = in6addr_loopback;
  return try_bind(&address, sizeof address) == EADDRINUSE;
}

}  // namespace

unsigned short free_port() {
  // Each call goes on from the last: two calls do not give the same port, and two processes start
  // at different places.
  static std::atomic<unsigned> next{std::random_device{}()};
  for (unsigned tried = 0; tried < port_count; ++tried) {
    const auto port = static_cast<unsigned short>(first_port + next++ % port_count);
    if (free_on_ipv4(port) && !taken_on_ipv6(port)) return port;
  }
  return 0;
}

}  // namespace jcp::net
