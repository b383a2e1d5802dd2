#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

#include "connection.hpp"
#include "deadline.hpp"
#include "tcp_connection.hpp"
#include "wake.hpp"

namespace jcp::net {

using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

struct Addresses {
  std::vector<tcp::endpoint> endpoints;
  error_code error;
};

struct Lookup {
  explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), done(executor) {}
  tcp::resolver resolver;
  Wake done;
  bool answered = false;
  Addresses addresses;
};

// The system's look-up cannot be interrupted: past the deadline it is left behind.
asio::awaitable<Addresses> look_up(asio::any_io_executor executor, std::string host,
                                   unsigned short port, Clock::time_point end) {
  Addresses found;
  const asio::ip::address address = asio::ip::make_address(host, found.error);
  if (!found.error) {
    found.endpoints.emplace_back(address, port);
    co_return found;
  }
  auto lookup = std::make_shared<Lookup>(executor);
  lookup->addresses.error = asio::error::timed_out;
  lookup->resolver.async_resolve(host, std::to_string(port),
                                 [lookup](const error_code& error, const auto& results) {
                                   lookup->answered = true;
                                   lookup->addresses.error = error;
                                   for (const auto& entry : results)
                                     lookup->addresses.endpoints.push_back(entry.endpoint());
                                   lookup->done.notify();
                                 });
  while (!lookup->answered && Clock::now() < end) co_await lookup->done.wait_until(end);
  co_return lookup->addresses;
}

ConnectResult failure(End end, std::string reason) {
  ConnectResult result;
  result.end = end;
  result.reason = std::move(reason);
  return result;
}

// Dialling a port of the system's own range that nobody listens on can meet itself.
bool met_itself(const tcp::socket& socket) {
  error_code error;
  const tcp::endpoint local = socket.local_endpoint(error);
  return !error && local == socket.remote_endpoint(error);
}

asio::awaitable<ConnectResult> dial(asio::any_io_executor executor, tcp::endpoint endpoint,
                                    Clock::time_point end) {
  const std::string where = text_of(endpoint);
  tcp::socket socket{executor};
  error_code error;
  socket.open(endpoint.protocol(), error);
  if (error) co_return failure(End::failed, where + ": " + error.message());
  close_on_exec(socket.native_handle());
  asio::cancellation_signal stop;
  Deadline limit{executor, end, [&stop] { stop.emit(asio::cancellation_type::terminal); }};
  const auto [failed] =
      co_await socket.async_connect(endpoint, asio::bind_cancellation_slot(stop.slot(), use_tuple));
  if (limit.passed()) co_return failure(End::timeout, where + ": no answer in time");
  if (failed) co_return failure(end_of(failed), where + ": " + failed.message());
  if (met_itself(socket)) {
    socket.set_option(asio::socket_base::linger(true, 0), error);
    co_return failure(End::refused, where + ": nobody listens (the dial met itself)");
  }
  ConnectResult result;
  result.connection = adopt(std::move(socket));
  co_return result;
}

}  // namespace

asio::awaitable<ConnectResult> connect(asio::any_io_executor executor, std::string host,
                                       unsigned short port, std::chrono::milliseconds deadline) {
  const Clock::time_point end = Clock::now() + deadline;
  const Addresses found = co_await look_up(executor, host, port, end);
  if (found.endpoints.empty()) {
    const bool late = found.error == asio::error::timed_out;
    co_return failure(late ? End::timeout : End::failed, host + ": " + found.error.message());
  }
  ConnectResult result;
  for (const tcp::endpoint& endpoint : found.endpoints) {
    result = co_await dial(executor, endpoint, end);
    if (result.connection || result.end == End::timeout) break;
  }
  co_return result;
}

}  // namespace jcp::net
