#pragma once
// One connection to the one under suspicion, read all the time.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "harness/net/connection.hpp"
#include "harness/net/wake.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

// All reading happens in a coroutine of its own, so that a peer that writes before it reads on
// does not stand against us. What it says is kept until somebody takes it, within bounds.
class LiveStream {
 public:
  static constexpr std::size_t most_events = 8192;  // kept; elements beyond are lost

  // `news` is notified whenever something came.
  LiveStream(boost::asio::any_io_executor executor, std::unique_ptr<net::Connection> connection,
             std::shared_ptr<net::Wake> news);
  ~LiveStream();
  LiveStream(const LiveStream&) = delete;
  LiveStream& operator=(const LiveStream&) = delete;

  // False: the peer takes nothing any more.
  boost::asio::awaitable<bool> write(std::string_view bytes, std::chrono::milliseconds deadline);
  net::Connection& connection();

  // What came since the last call.
  std::vector<StreamEvent> take();
  bool over() const;  // the peer has closed or reset it, or we have
  std::optional<net::End> end() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace jcp::fuzz
