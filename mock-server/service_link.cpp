#include "mock-server/service_link.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace jcp::mock {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds write_deadline{10'000};
constexpr std::size_t unsent_bytes = 4 * 1024 * 1024;

}  // namespace

void Link::push(LinkOutput output) {
  unsent += output.bytes.size();
  if (unsent > unsent_bytes) connection->reset();
  outputs.push_back(std::move(output));
  wake.notify();
}

asio::awaitable<void> write_all(std::shared_ptr<Link> link) {
  while (!link->over) {
    if (link->outputs.empty()) {
      co_await link->wake.wait_until(std::nullopt);
      continue;
    }
    const LinkOutput output = std::move(link->outputs.front());
    link->outputs.pop_front();
    link->unsent -= output.bytes.size();
    if (output.kind == LinkOutput::Kind::bytes) {
      co_await link->connection->write(output.bytes, write_deadline);
    } else if (output.kind == LinkOutput::Kind::fin) {
      link->connection->shutdown_send();
    } else {
      link->connection->reset();
    }
  }
}

asio::awaitable<void> said_all(std::shared_ptr<Link> link) {
  while (!link->outputs.empty() && !link->connection->write_dead()) {
    co_await net::sleep_for(milliseconds(1));
  }
  link->over = true;
  link->wake.notify();
  link->connection->close();
}

}  // namespace jcp::mock
