#pragma once
// The mock server on a real port: connections become its sessions, its outputs become bytes.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "harness/net/listener.hpp"
#include "mock-server/server.hpp"

namespace jcp::mock {

struct ServiceHooks {
  std::function<void(std::exception_ptr)> failed;  // a mistake of ours; never empty
  std::function<void()> crashed;                   // a quirk "killed the process"; never empty
  // What goes over the wire, for who watches; may be empty.
  std::function<void(const SessionView&, bool received, std::string_view)> watch;
};

class Service {
 public:
  Service(boost::asio::any_io_executor executor, ServerConfig config,
          std::unique_ptr<net::Listener> listener, ServiceHooks hooks);
  ~Service();

  // Until stop(). Afterwards every connection is closed.
  boost::asio::awaitable<void> run();
  // Orderly: system-shutdown on every stream (RFC 6120 4.9.3.20), then the end.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace jcp::mock
