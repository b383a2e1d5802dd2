// How the player comes to streams: by the book.

#include <array>
#include <boost/asio/any_io_executor.hpp>

#include "harness/net/wake.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/limits.hpp"
#include "player.hpp"
#include "player_case.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

// For what has to come: a busy machine is no finding.
constexpr milliseconds patience{5'000};
constexpr milliseconds redial{30};  // to come back within this is at once
constexpr milliseconds after_conflict{25};
constexpr int attempts = 40;  // a server may take a moment to forget a connection
constexpr milliseconds goodbye{500};
constexpr std::array questions = {Question::ping, Question::disco, Question::unknown};

}  // namespace

// A TCP connection, nothing said yet.
asio::awaitable<std::unique_ptr<Line>> Player::dial(Lease lease) {
  const bool component = parties_.role == Role::component;
  net::ConnectResult made;
  if (component) {
    made = co_await subject_->connection(patience);
  } else {
    const milliseconds first(setup_.profile.first_connect_ms);
    if (subject_->alive() && came_) co_await look_for_storm();
    if (subject_->alive() && !came_) made = co_await subject_->connection(first);
    if (!made.connection && !setup_.cancelled()) {
      const std::string problem = co_await restart();
      if (problem.empty()) made = co_await subject_->connection(first);
    }
  }
  if (!made.connection) co_return nullptr;
  came_ = true;
  ++streams_;
  auto stream = std::make_unique<LiveStream>(executor_, std::move(made.connection), news_);
  co_return std::make_unique<Line>(std::move(stream), std::move(lease), parties_, memory_);
}

// A component that comes back at once is turned away, to see whether it ever waits (RFC 6120 3.3).
asio::awaitable<void> Player::look_for_storm() {
  const Clock::time_point began = Clock::now();
  for (int refused = 0; refused < storm && subject_->alive() && !setup_.cancelled(); ++refused) {
    const net::ConnectResult made = co_await subject_->connection(redial);
    if (!made.connection || Clock::now() - began > std::chrono::seconds(1)) co_return;
    made.connection->close();
  }
  storms_ = subject_->alive() && !setup_.cancelled();
}

asio::awaitable<bool> Player::establish(Line& line) {
  if (parties_.role == Role::server) co_return co_await establish_as_server(line);
  const auto hear_it = [&line] {
    for (const StreamEvent& event : line.stream->take()) line.judge.received(event);
  };
  const std::string header = fill("${header}", fields_of(line));
  line.judge.sent(header);
  bool written = co_await line.stream->write(header, patience);
  if (!written) co_return false;
  const auto header_came = [&] {
    hear_it();
    return line.judge.header_received() || line.stream->over();
  };
  co_await wait_for(header_came, patience);
  if (!line.judge.header_received()) co_return false;
  const std::string handshake = fill("<handshake>${digest}</handshake>", fields_of(line));
  line.judge.sent(handshake);
  written = co_await line.stream->write(handshake, patience);
  const auto decided = [&] {
    hear_it();
    return line.judge.authenticated() || line.judge.error_received() || line.stream->over();
  };
  co_await wait_for(decided, patience);
  co_return line.judge.authenticated() && !line.judge.error_received();
}

asio::awaitable<bool> Player::establish_as_server(Line& line) {
  bool handshake = false;
  const auto hear_it = [&] {
    for (const StreamEvent& event : line.stream->take()) {
      line.judge.received(event);
      const auto* element = std::get_if<Element>(&event.body);
      handshake = handshake || (element && element->name() == "handshake");
    }
  };
  const auto header_came = [&] {
    hear_it();
    return line.judge.header_received() || line.stream->over();
  };
  co_await wait_for(header_came, patience);
  if (!line.judge.header_received()) co_return false;
  const std::string header = fill("${header}", fields_of(line));
  line.judge.sent(header);
  const bool written = co_await line.stream->write(header, patience);
  if (!written) co_return false;
  const auto handshake_came = [&] {
    hear_it();
    return handshake || line.stream->over();
  };
  co_await wait_for(handshake_came, patience);
  if (!handshake) co_return false;
  const std::string acknowledgement = "<handshake/>";
  line.judge.sent(acknowledgement);
  co_await line.stream->write(acknowledgement, patience);
  co_await net::sleep_for(milliseconds(setup_.profile.settle_ms));
  co_return !line.stream->over();
}

// An authenticated stream; nullptr: the target does not give one.
asio::awaitable<std::unique_ptr<Line>> Player::open(Lease lease) {
  for (int attempt = 0; attempt < attempts && !setup_.cancelled(); ++attempt) {
    std::unique_ptr<Line> line = co_await dial(lease);
    if (!line) co_return nullptr;
    const bool established = co_await establish(*line);
    if (established) co_return line;
    // A conflict, most of all; what is silent will not speak the next time.
    if (!line->judge.error_received() && !line->stream->over()) co_return nullptr;
    co_await close(line);
    co_await net::sleep_for(after_conflict);
  }
  co_return nullptr;
}

// So that the target has seen it before the next connection.
asio::awaitable<void> Player::close(std::unique_ptr<Line>& line) {
  if (!line) co_return;
  if (!line->stream->over()) {
    if (line->judge.sent_stream().shape() == SentStream::Shape::whole) {
      const std::string tag = "</stream:stream>";
      co_await line->stream->write(tag, goodbye);
    }
    line->stream->connection().shutdown_send();
    co_await wait_for([&] { return line->stream->over(); }, goodbye);
  }
  line.reset();
}

asio::awaitable<std::string> Player::restart() {
  main_.reset();
  observer_.reset();
  ++starts_;
  came_ = false;
  std::string problem = co_await subject_->start(setup_.cancelled);
  logs_ = LogWatch(subject_->folder());
  co_return problem;
}

// A stream for the next case, and the observer's. False: the target does not serve us.
asio::awaitable<bool> Player::ready() {
  const auto& domains = setup_.profile.domains;
  if (parties_.role == Role::component && domains.size() > 1 && !observer_) {
    const Lease lease{domains[1].name, domains[1].secret};
    observer_ = co_await open(lease);
    if (!observer_) co_return false;
  }
  const Lease lease{domains[0].name, domains[0].secret};
  if (!main_) main_ = co_await open(lease);
  co_return main_ != nullptr;
}

asio::awaitable<std::string> Player::start() {
  std::string problem = co_await restart();
  if (!problem.empty()) co_return problem;
  const bool served = co_await ready();
  if (!served) co_return std::string("no stream by the book comes about");
  problem = co_await calibrate();
  // Who has come up and answered without a count does not count.
  counts_ = counters_.read().find_first_not_of('\0') != std::string::npos;
  co_return problem;
}

// Whatever is answered will do; without any answer there is the marker.
asio::awaitable<std::string> Player::calibrate() {
  for (const Question question : questions) {
    question_ = question;
    Case probe;
    probe.line = main_.get();
    probe.fence = next_fence(*main_);
    main_->judge.sent(probe.fence.text());
    co_await main_->stream->write(probe.fence.text(), patience);
    co_await pass_fence(*main_, probe);
    if (setup_.cancelled()) co_return std::string("interrupted");
    if (probe.fence.passed()) co_return std::string();
    if (probe.fence.marked() && observer_ && question == Question::unknown) {
      question_ = Question::none;
      co_return std::string();
    }
    // A question that ends the stream is none to ask.
    if (!reusable(probe)) co_await close(main_);
    const bool served = co_await ready();
    if (!served) break;
  }
  co_return std::string("it answers neither ping nor disco#info nor an unknown request") +
      (observer_ ? ", or routes no message to another component" : "");
}

}  // namespace jcp::fuzz
