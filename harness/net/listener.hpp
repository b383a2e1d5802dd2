#pragma once
// Waits for peers that dial in.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "connection.hpp"

namespace jcp::net {

class Listener {
 public:
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  virtual ~Listener() = default;

  // No deadline: until a peer comes or close(), which gives End::ours.
  virtual asio::awaitable<ConnectResult> accept(
      std::optional<std::chrono::milliseconds> deadline) = 0;
  virtual unsigned short port() const = 0;
  virtual std::string local() const = 0;
  virtual void close() = 0;
};

struct ListenResult {
  std::unique_ptr<Listener> listener;  // or
  std::string reason;
};

// `host`: an address, no name. Port 0: any free one. Listens when it returns.
ListenResult listen(asio::any_io_executor executor, const std::string& host, unsigned short port);

// A port on loopback that nobody uses, for a target that is to listen there. Not one of those the
// system gives to outgoing connections, which would take it away again. 0: none found.
unsigned short free_port();

}  // namespace jcp::net
