#pragma once
// One byte stream to a peer. Whatever the peer does is a value, never an exception; every
// operation ends by a deadline, by close() or by cancel_read(). Knows no XMPP.
//
// One thread: everything here runs on the executor's thread. A connection may be read by one
// coroutine and written by another; two writers at once are a mistake of the caller. A connection
// may be destroyed while its operations wait: they end with End::ours.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jcp::net {

namespace asio = boost::asio;

// How one direction of a connection, or an attempt, ended.
enum class End {
  fin,      // the peer closed in order
  rst,      // the peer reset the connection, or it broke under a write
  refused,  // nobody listens there
  timeout,  // the deadline passed
  ours,     // we did it: close(), reset(), shutdown_send(), cancel_read()
  failed,   // anything else the system said
};
std::string_view name(End end);

struct ReadResult {
  std::size_t bytes = 0;   // more than 0, or there is an end
  std::optional<End> end;  // after fin, rst and failed every later read says the same
};

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  // Waits without a deadline. Bytes received before a reset are delivered first. `into` is not
  // empty and lives until the read returns.
  virtual asio::awaitable<ReadResult> read(std::span<char> into) = 0;
  // nullopt: the system took all of it. After the first failure, timeout included, and after our
  // own shutdown every later write returns that end at once; reading goes on. `bytes` live until
  // the write returns.
  virtual asio::awaitable<std::optional<End>> write(std::string_view bytes,
                                                    std::chrono::milliseconds deadline) = 0;
  // Ends the reads that wait now with End::ours; later reads work.
  virtual void cancel_read() = 0;
  virtual void shutdown_send() = 0;
  virtual void reset() = 0;  // RST instead of FIN
  virtual void close() = 0;

  virtual bool is_open() const = 0;
  virtual bool write_dead() const = 0;  // later writes fail at once
  virtual std::string local() const = 0;
  virtual std::string remote() const = 0;  // "127.0.0.1:5347", "[::1]:5347"; known after close, too
};

struct ConnectResult {
  std::unique_ptr<Connection> connection;  // or
  std::optional<End> end;
  std::string reason;  // a sentence for a human, with the end
};

// `host`: an address or a name. One deadline for everything, the look-up included.
asio::awaitable<ConnectResult> connect(asio::any_io_executor executor, std::string host,
                                       unsigned short port, std::chrono::milliseconds deadline);

struct Farewell {
  std::string read;             // the peer's last words, at most farewell_bytes
  std::optional<End> read_end;  // timeout: it did not close in time
  std::optional<End> write_failed;
};
inline constexpr std::size_t farewell_bytes = 256 * 1024;

// The end that does not destroy the peer's last words (closing with unread input sends RST): write
// `bytes`, shut down sending, read to the end, close. Takes reading over: reads that wait elsewhere
// end with End::ours. The connection must outlive it.
asio::awaitable<Farewell> farewell(Connection& connection, std::string bytes,
                                   std::chrono::milliseconds deadline);

}  // namespace jcp::net
