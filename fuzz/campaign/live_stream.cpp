#include "live_stream.hpp"

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <exception>
#include <span>
#include <utility>

#include "harness/net/loop.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;

struct LiveStream::State {
  std::unique_ptr<net::Connection> connection;
  std::shared_ptr<net::Wake> news;
  StreamParser parser;
  std::vector<StreamEvent> events;
  std::optional<net::End> end;
  std::array<char, 16 * 1024> buffer;

  static asio::awaitable<void> read(std::shared_ptr<State> state);
};

asio::awaitable<void> LiveStream::State::read(std::shared_ptr<State> state) {
  while (!state->end) {
    const net::ReadResult got = co_await state->connection->read(std::span<char>(state->buffer));
    state->parser.feed(std::string_view(state->buffer.data(), got.bytes), state->events);
    if (state->events.size() > most_events) {
      std::erase_if(state->events, [](const StreamEvent& event) {
        return std::holds_alternative<Element>(event.body);
      });
    }
    state->end = got.end;
    state->news->notify();
  }
}

LiveStream::LiveStream(asio::any_io_executor executor, std::unique_ptr<net::Connection> connection,
                       std::shared_ptr<net::Wake> news)
    : state_(std::make_shared<State>()) {
  state_->connection = std::move(connection);
  state_->news = std::move(news);
  net::spawn(std::move(executor), State::read(state_),
             [state = state_](std::exception_ptr) { state->end = net::End::failed; });
}

LiveStream::~LiveStream() { state_->connection->close(); }

asio::awaitable<bool> LiveStream::write(std::string_view bytes,
                                        std::chrono::milliseconds deadline) {
  const std::shared_ptr<State> state = state_;
  const std::optional<net::End> failed = co_await state->connection->write(bytes, deadline);
  co_return !failed;
}

net::Connection& LiveStream::connection() { return *state_->connection; }
bool LiveStream::over() const { return state_->end.has_value(); }
std::optional<net::End> LiveStream::end() const { return state_->end; }

std::vector<StreamEvent> LiveStream::take() {
  std::vector<StreamEvent> taken;
  std::swap(taken, state_->events);
  return taken;
}

}  // namespace jcp::fuzz
