#include "tcp_connection.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

#include "deadline.hpp"

namespace jcp::net {

using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);
constexpr auto terminal = asio::cancellation_type::terminal;

// Shared by the connection and the coroutines that use it: these may outlive it.
struct Socket {
  explicit Socket(tcp::socket connected) : stream(std::move(connected)) {}
  tcp::socket stream;
  std::optional<End> read_end;
  std::optional<End> write_end;
  bool reset_seen_by_write = false;
  std::vector<asio::cancellation_signal*> reads;  // those that wait
  std::string local;
  std::string remote;
};

// A read that cancel_read() can find.
class WaitingRead {
 public:
  explicit WaitingRead(Socket& socket) : socket_(socket) { socket_.reads.push_back(&signal_); }
  ~WaitingRead() { std::erase(socket_.reads, &signal_); }
  WaitingRead(const WaitingRead&) = delete;
  WaitingRead& operator=(const WaitingRead&) = delete;
  asio::cancellation_slot slot() { return signal_.slot(); }

 private:
  Socket& socket_;
  asio::cancellation_signal signal_;
};

// Linux forgets it whenever it thinks the dialogue is one-way. A server that leaves Nagle on sends
// its next stanza only after our acknowledgement, which would be delayed by 40 ms.
void acknowledge_quickly(tcp::socket& socket) {
  const int on = 1;
  ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

// How the read direction ended. The system reports a reset once, and a write may have taken the
// report: then reading gives an ordinary end of file.
End read_end_of(const Socket& socket, const error_code& error) {
  if (error == asio::error::eof && socket.reset_seen_by_write) return End::rst;
  return end_of(error);
}

asio::awaitable<ReadResult> read_some(std::shared_ptr<Socket> socket, std::span<char> into) {
  ReadResult result;
  if (socket->read_end || !socket->stream.is_open()) {
    result.end = socket->read_end.value_or(End::ours);
    co_return result;
  }
  acknowledge_quickly(socket->stream);
  WaitingRead waiting{*socket};
  const asio::mutable_buffer buffer{into.data(), into.size()};
  const auto [error, count] = co_await socket->stream.async_read_some(
      buffer, asio::bind_cancellation_slot(waiting.slot(), use_tuple));
  result.bytes = count;
  if (!error) co_return result;
  result.end = socket->stream.is_open() ? read_end_of(*socket, error) : End::ours;
  if (result.end != End::ours) socket->read_end = result.end;
  co_return result;
}

// What the system takes at once; the rest stays in `bytes`.
error_code write_now(tcp::socket& socket, std::string_view& bytes) {
  error_code error;
  while (!error && !bytes.empty()) {
    const std::size_t count = socket.write_some(asio::buffer(bytes), error);
    bytes.remove_prefix(count);
  }
  return error;
}

// Asio's own write operations are not used: after one that failed the next never completes
// (docs/ARCHITECTURE.md, Traps), and their deadline would need a timer for every write.
asio::awaitable<std::optional<End>> write_all(std::shared_ptr<Socket> socket,
                                              std::string_view bytes,
                                              std::chrono::milliseconds deadline) {
  if (socket->write_end) co_return socket->write_end;
  const Clock::time_point end = Clock::now() + deadline;
  error_code error = write_now(socket->stream, bytes);
  while (error == asio::error::would_block) {
    asio::cancellation_signal stop;
    Deadline limit{socket->stream.get_executor(), end, [&stop] { stop.emit(terminal); }};
    const auto [waited] = co_await socket->stream.async_wait(
        tcp::socket::wait_write, asio::bind_cancellation_slot(stop.slot(), use_tuple));
    if (socket->write_end) co_return socket->write_end;  // closed or shut down meanwhile
    if (limit.passed() || Clock::now() >= end) {
      socket->write_end = End::timeout;
      co_return socket->write_end;
    }
    error = waited ? waited : write_now(socket->stream, bytes);
  }
  if (!error) co_return std::nullopt;
  socket->write_end = end_of(error);
  socket->reset_seen_by_write = error == asio::error::connection_reset;
  co_return socket->write_end;
}

void close_socket(Socket& socket) {
  if (!socket.write_end) socket.write_end = End::ours;
  error_code ignored;
  socket.stream.close(ignored);
}

class TcpConnection : public Connection {
 public:
  explicit TcpConnection(std::shared_ptr<Socket> socket) : socket_(std::move(socket)) {}
  ~TcpConnection() override { close_socket(*socket_); }

  asio::awaitable<ReadResult> read(std::span<char> into) override {
    return read_some(socket_, into);
  }

  asio::awaitable<std::optional<End>> write(std::string_view bytes,
                                            std::chrono::milliseconds deadline) override {
    return write_all(socket_, bytes, deadline);
  }

  void cancel_read() override {
    // A copy: ending a read takes it from the list.
    for (asio::cancellation_signal* signal : std::vector(socket_->reads)) {
      signal->emit(terminal);
    }
  }

  void shutdown_send() override {
    if (!socket_->write_end) socket_->write_end = End::ours;
    error_code ignored;  // the peer may be gone
    socket_->stream.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void reset() override {
    error_code ignored;
    socket_->stream.set_option(asio::socket_base::linger(true, 0), ignored);
    close_socket(*socket_);
  }

  void close() override { close_socket(*socket_); }

  bool is_open() const override { return socket_->stream.is_open(); }
  bool write_dead() const override { return socket_->write_end.has_value(); }
  std::string local() const override { return socket_->local; }
  std::string remote() const override { return socket_->remote; }

 private:
  std::shared_ptr<Socket> socket_;
};

}  // namespace

std::unique_ptr<Connection> adopt(tcp::socket connected) {
  auto socket = std::make_shared<Socket>(std::move(connected));
  error_code ignored;  // a peer that is gone already shows when it is read
  socket->stream.non_blocking(true, ignored);
  socket->stream.set_option(tcp::no_delay(true), ignored);
  close_on_exec(socket->stream.native_handle());
  socket->local = text_of(socket->stream.local_endpoint(ignored));
  socket->remote = text_of(socket->stream.remote_endpoint(ignored));
  return std::make_unique<TcpConnection>(std::move(socket));
}

std::string text_of(const tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

void close_on_exec(int fd) { ::fcntl(fd, F_SETFD, FD_CLOEXEC); }

End end_of(const error_code& error) {
  if (error == asio::error::eof) return End::fin;
  if (error == asio::error::connection_reset || error == asio::error::broken_pipe) return End::rst;
  if (error == asio::error::connection_refused) return End::refused;
  if (error == asio::error::timed_out) return End::timeout;
  if (error == asio::error::operation_aborted) return End::ours;
  return End::failed;
}

std::string_view name(End end) {
  switch (end) {
    case End::fin:
      return "fin";
    case End::rst:
      return "rst";
    case End::refused:
      return "refused";
    case End::timeout:
      return "timeout";
    case End::ours:
      return "ours";
    case End::failed:
      break;
  }
  return "failed";
}

}  // namespace jcp::net
