// The example of a target that counts its edges (docs/FUZZING.md): our mock server on plain
// sockets, and beside it a reader with a planted fault. How far that reader gets shows in no
// answer.
//
// Started as: covered_server PORT HOST DOMAIN=SECRET...

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mock-server/server.hpp"

namespace {

using jcp::mock::MockServer;
using jcp::mock::Output;
using jcp::mock::SessionId;

constexpr std::size_t deadly = 8;

// A function each, so that no compiler makes one comparison of them.
template <std::size_t depth>
[[gnu::noinline]] void reach(std::size_t references) {
  if (references < depth) return;
  if constexpr (depth == deadly) {
    std::abort();
  } else {
    reach<depth + 1>(references);
  }
}

// So many different characters written as references are too many; no answer tells how many there
// were.
void read_closely(std::string_view bytes) {
  std::set<std::string_view> references;
  for (std::size_t at = bytes.find("&#"); at != bytes.npos; at = bytes.find("&#", at + 1)) {
    references.insert(bytes.substr(at, bytes.find(';', at) - at));
  }
  reach<1>(references.size());
}

int listen_at(const char* port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  const int yes = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  const bool listens =
      ::bind(listener, generic, sizeof address) == 0 && ::listen(listener, SOMAXCONN) == 0;
  return listens ? listener : -1;
}

void write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

class Service {
 public:
  Service(jcp::mock::ServerConfig config, int listener)
      : server_(std::move(config)), listener_(listener) {}

  [[noreturn]] void serve() {
    for (;;) {
      const std::map<SessionId, int> open = sockets_;
      std::vector<pollfd> waiting = {{listener_, POLLIN, 0}};
      for (const auto& [session, socket] : open) waiting.push_back({socket, POLLIN, 0});
      ::poll(waiting.data(), waiting.size(), -1);
      std::size_t i = 0;
      for (const auto& [session, socket] : open) {
        if (waiting[++i].revents != 0) read(session, socket);
      }
      if (waiting[0].revents != 0)
        sockets_[server_.accept(0)] = ::accept(listener_, nullptr, nullptr);
      write();
    }
  }

 private:
  void read(SessionId session, int socket) {
    char buffer[64 * 1024];
    const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
    if (got > 0) {
      const std::string_view bytes(buffer, static_cast<std::size_t>(got));
      read_closely(bytes);
      server_.received(session, bytes, 0);
      return;
    }
    server_.closed(session, got < 0, 0);
    write();
    sockets_.erase(session);
    ::close(socket);
  }

  void write() {
    for (const Output& output : server_.take_outputs()) {
      const auto found = sockets_.find(output.session);
      if (found == sockets_.end()) continue;
      write_all(found->second, output.bytes);
      if (output.kind == Output::Kind::fin) ::shutdown(found->second, SHUT_WR);
      if (output.kind == Output::Kind::rst) ::shutdown(found->second, SHUT_RDWR);
    }
  }

  MockServer server_;
  int listener_;
  std::map<SessionId, int> sockets_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  jcp::mock::ServerConfig config;
  config.host = arguments[2];
  for (int i = 3; i < count; ++i) {
    const std::string_view domain(arguments[i]);
    const std::size_t end = domain.find('=');
    config.components[std::string(domain.substr(0, end))] = domain.substr(end + 1);
  }
  Service(std::move(config), listen_at(arguments[1])).serve();
}
