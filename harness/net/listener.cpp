#include "listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "deadline.hpp"
#include "tcp_connection.hpp"
#include "wake.hpp"

namespace jcp::net {

using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

// Out of descriptors or memory: waiting may help, and trying again at once would spin.
constexpr std::chrono::milliseconds scarcity_pause{50};

bool scarce(const error_code& error) {
  namespace errc = boost::system::errc;
  return error == errc::too_many_files_open || error == errc::too_many_files_open_in_system ||
         error == errc::no_buffer_space || error == errc::not_enough_memory;
}

ConnectResult failure(End end, std::string reason) {
  ConnectResult result;
  result.end = end;
  result.reason = std::move(reason);
  return result;
}

asio::awaitable<ConnectResult> accept_one(std::shared_ptr<tcp::acceptor> acceptor,
                                          std::optional<Clock::time_point> end) {
  while (acceptor->is_open()) {
    asio::cancellation_signal stop;
    Deadline limit{acceptor->get_executor(), end,
                   [&stop] { stop.emit(asio::cancellation_type::terminal); }};
    auto [error, socket] =
        co_await acceptor->async_accept(asio::bind_cancellation_slot(stop.slot(), use_tuple));
    if (!error) {
      ConnectResult result;
      result.connection = adopt(std::move(socket));
      co_return result;
    }
    if (!acceptor->is_open()) break;
    if (limit.passed() || (end && Clock::now() >= *end)) {
      co_return failure(End::timeout, "nobody dialled in time");
    }
    // A peer that left the queue again is no reason to stop.
    if (scarce(error))
      co_await sleep_for(scarcity_pause);
    else if (error != asio::error::connection_aborted)
      co_return failure(End::failed, error.message());
  }
  co_return failure(End::ours, "the listener was closed");
}

class TcpListener : public Listener {
 public:
  explicit TcpListener(std::shared_ptr<tcp::acceptor> acceptor) : acceptor_(std::move(acceptor)) {
    error_code ignored;
    endpoint_ = acceptor_->local_endpoint(ignored);
  }
  ~TcpListener() override { close(); }

  asio::awaitable<ConnectResult> accept(
      std::optional<std::chrono::milliseconds> deadline) override {
    std::optional<Clock::time_point> end;
    if (deadline) end = Clock::now() + *deadline;
    return accept_one(acceptor_, end);
  }

  unsigned short port() const override { return endpoint_.port(); }
  std::string local() const override { return text_of(endpoint_); }

  void close() override {
    error_code ignored;
    acceptor_->close(ignored);
  }

 private:
  std::shared_ptr<tcp::acceptor> acceptor_;
  tcp::endpoint endpoint_;
};

error_code open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (error) return error;
  close_on_exec(acceptor.native_handle());
  acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  return error;
}

}  // namespace

ListenResult listen(asio::any_io_executor executor, const std::string& host, unsigned short port) {
  ListenResult result;
  error_code error;
  const asio::ip::address address = asio::ip::make_address(host, error);
  if (error) {
    result.reason = host + ": not an address";
    return result;
  }
  auto acceptor = std::make_shared<tcp::acceptor>(executor);
  const tcp::endpoint endpoint{address, port};
  error = open(*acceptor, endpoint);
  if (error) {
    result.reason = text_of(endpoint) + ": " + error.message();
  } else {
    result.listener = std::make_unique<TcpListener>(std::move(acceptor));
  }
  return result;
}

}  // namespace jcp::net
