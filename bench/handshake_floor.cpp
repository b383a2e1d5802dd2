#include "handshake_floor.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

#include "harness/xmpp/digest.hpp"

namespace jcp::bench {

namespace {

class Socket {
 public:
  explicit Socket(const Endpoint& endpoint) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    ::inet_pton(AF_INET, endpoint.address.c_str(), &address.sin_addr);
    void* generic = &address;
    if (::connect(fd_, static_cast<sockaddr*>(generic), sizeof address) != 0) fail("no connection");
    set(TCP_NODELAY);
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void write(const std::string& bytes) {
    if (::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(bytes.size())) {
      fail("nothing can be written");
    }
  }

  // All that is received, until `what` is in it.
  std::string read_until(const std::string& what) {
    std::string got;
    while (got.find(what) == std::string::npos) {
      if (!read_some(got)) fail("no " + what + ", but: " + got);
    }
    return got;
  }

  void read_to_the_end() {
    std::string got;
    ::shutdown(fd_, SHUT_WR);
    while (read_some(got)) {
    }
  }

 private:
  bool read_some(std::string& got) {
    set(TCP_QUICKACK);  // Linux clears it
    std::array<char, 4096> buffer;
    const ssize_t size = ::recv(fd_, buffer.data(), buffer.size(), 0);
    if (size > 0) got.append(buffer.data(), static_cast<std::size_t>(size));
    return size > 0;
  }

  void set(int option) {
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, option, &on, sizeof on);
  }

  [[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("the bare handshake: " + what);
  }

  int fd_;
};

// The stream id in a header that we know to be plain.
std::string id_of(const std::string& header) {
  const std::size_t at = header.find(" id=", header.find("<stream:stream"));
  if (at == std::string::npos || at + 5 > header.size()) return {};
  const char quote = header[at + 4];
  return header.substr(at + 5, header.find(quote, at + 5) - at - 5);
}

// Up to the acknowledgement.
void establish(Socket& socket, const Domain& domain) {
  socket.write(
      "<stream:stream xmlns='jabber:component:accept' "
      "xmlns:stream='http://etherx.jabber.org/streams' to='" +
      domain.name + "'>");
  // The last attribute may be any; an XML declaration ends in '>' too.
  std::string header = socket.read_until("<stream:stream");
  if (header.find('>', header.find("<stream:stream")) == std::string::npos) {
    header += socket.read_until(">");
  }
  socket.write("<handshake>" + handshake_digest(id_of(header), domain.secret) + "</handshake>");
  socket.read_until("<handshake");
}

void handshake(const Endpoint& endpoint, const Domain& domain, Closing closing) {
  Socket socket(endpoint);
  establish(socket, domain);
  if (closing == Closing::at_once) return;
  socket.write("</stream:stream>");
  socket.read_to_the_end();
}

double since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

double handshake_floor(const Endpoint& endpoint, const std::vector<Domain>& domains, int count,
                       int connections, Closing closing) {
  std::atomic<int> next = 0;
  std::exception_ptr error;
  std::atomic<bool> failed = false;
  const auto work = [&](std::size_t first) {
    // Each connection has domains of its own, so that none is in use twice at a time.
    const std::size_t step = static_cast<std::size_t>(connections);
    std::size_t at = first;
    try {
      for (; next++ < count && !failed; at = at + step < domains.size() ? at + step : first) {
        handshake(endpoint, domains[at], closing);
      }
    } catch (const std::exception&) {
      if (!failed.exchange(true)) error = std::current_exception();
    }
  };
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) threads.emplace_back(work, static_cast<std::size_t>(i));
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
  return since(began);
}

double question_floor(const Endpoint& endpoint, const Domain& domain, const std::string& host,
                      int count) {
  Socket socket(endpoint);
  establish(socket, domain);
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) {
    const std::string id = "q" + std::to_string(i) + "q";
    socket.write("<iq type='get' id='" + id + "' from='" + domain.name + "' to='" + host +
                 "'><ping xmlns='urn:xmpp:ping'/></iq>");
    socket.read_until(id);
  }
  return since(began);
}

}  // namespace jcp::bench
