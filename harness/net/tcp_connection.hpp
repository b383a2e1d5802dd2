#pragma once
// Inside jcp_net only: a connected TCP socket as a Connection.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "connection.hpp"

namespace jcp::net {

// Takes the socket over and prepares it: non-blocking, no Nagle, not inherited by children.
std::unique_ptr<Connection> adopt(asio::ip::tcp::socket socket);

// "127.0.0.1:5347", "[::1]:5347"
std::string text_of(const asio::ip::tcp::endpoint& endpoint);

void close_on_exec(int fd);

End end_of(const boost::system::error_code& error);

}  // namespace jcp::net
