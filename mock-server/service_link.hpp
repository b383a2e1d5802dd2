#pragma once
// One connection of a mock on a real port: it has its own writer, so that a peer that does not read
// stops nobody else.

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>

#include "harness/net/connection.hpp"
#include "harness/net/wake.hpp"

namespace jcp::mock {

struct LinkOutput {
  enum class Kind { bytes, fin, rst } kind;
  std::string bytes;
};

struct Link {
  Link(boost::asio::any_io_executor executor, std::unique_ptr<net::Connection> c)
      : connection(std::move(c)), wake(std::move(executor)) {}

  // A peer that does not read may not make us remember without bound: its connection is reset.
  void push(LinkOutput output);

  std::unique_ptr<net::Connection> connection;
  net::Wake wake;
  std::deque<LinkOutput> outputs;
  std::size_t unsent = 0;
  bool over = false;  // nothing more will be written
};

// Until the link is over.
boost::asio::awaitable<void> write_all(std::shared_ptr<Link> link);
// What was still to be said is said before the connection goes; then the link is over.
boost::asio::awaitable<void> said_all(std::shared_ptr<Link> link);

}  // namespace jcp::mock
