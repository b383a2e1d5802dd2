#pragma once
// The mock component on real sockets: it dials, its outputs become bytes.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "mock-component/component.hpp"

namespace jcp::mock {

struct ComponentHooks {
  std::function<void(std::exception_ptr)> failed;  // a mistake of ours; never empty
  std::function<void()> crashed;                   // a quirk "killed the process"; never empty
  std::function<void()> authenticated;             // each time; never empty
};

class ComponentService {
 public:
  ComponentService(boost::asio::any_io_executor executor, ComponentConfig config, std::string host,
                   unsigned short port, ComponentHooks hooks);
  ~ComponentService();

  // Until it exits: after stop(), or after its only connection.
  boost::asio::awaitable<void> run();
  // Orderly: closing tag and FIN, then the end.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace jcp::mock
