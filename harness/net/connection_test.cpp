// Two ends of real loopback connections, both ours, so that the peer can be made to reset, to stop
// reading, or to close at a known moment. Connection.ThreeWritesAfterAReset pins the Asio trap the
// write side is built around (docs: a second write after a failed one never completed).

#include "connection.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_test.hpp"
#include "wake.hpp"

namespace jcp::net {
namespace {

asio::awaitable<void> three_writes_after_a_reset(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  pair.peer->reset();
  co_await sleep_for(20ms);
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < 3; ++i) {
    const std::optional<End> end = co_await pair.ours->write("x", 60s);
    EXPECT_EQ(end, End::rst);
  }
  EXPECT_LT(Clock::now() - start, 20s);
  EXPECT_TRUE(pair.ours->write_dead());
  const Everything read = co_await read_all(*pair.ours);
  EXPECT_EQ(read.end, End::rst) << "although a write consumed the system's report";
}

TEST(Connection, ThreeWritesAfterAReset) {
  Loop loop;
  run(loop, three_writes_after_a_reset(loop.executor()));
}

asio::awaitable<void> writes_after_a_close(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  pair.peer->close();
  const Everything read = co_await read_all(*pair.ours);
  EXPECT_EQ(read.end, End::fin);
  std::vector<std::optional<End>> ends;
  for (int i = 0; i < 4; ++i) {
    const std::optional<End> end = co_await pair.ours->write("x", 2s);
    ends.push_back(end);
    co_await sleep_for(10ms);
  }
  // TCP: the first is taken and answered with RST, the others fail.
  const std::vector<std::optional<End>> expected = {std::nullopt, End::rst, End::rst, End::rst};
  EXPECT_EQ(ends, expected);
  const Everything again = co_await read_all(*pair.ours);
  EXPECT_EQ(again.end, End::fin) << "the first end stays";
}

TEST(Connection, WritesAfterAClose) {
  Loop loop;
  run(loop, writes_after_a_close(loop.executor()));
}

asio::awaitable<void> bytes_before_a_reset(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  const std::optional<End> end = co_await pair.peer->write("last words", 1s);
  EXPECT_EQ(end, std::nullopt);
  pair.peer->reset();
  co_await sleep_for(20ms);
  const Everything read = co_await read_all(*pair.ours);
  EXPECT_EQ(read.bytes, "last words");
  EXPECT_EQ(read.end, End::rst);
}

TEST(Connection, BytesBeforeAResetAreRead) {
  Loop loop;
  run(loop, bytes_before_a_reset(loop.executor()));
}

asio::awaitable<void> stuck_peer(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  const std::string much(64 * 1024 * 1024, 'x');
  const Clock::time_point start = Clock::now();
  const std::optional<End> first = co_await pair.ours->write(much, 100ms);
  EXPECT_EQ(first, End::timeout);
  EXPECT_GE(Clock::now() - start, 100ms);
  const std::optional<End> second = co_await pair.ours->write("x", 60s);
  EXPECT_EQ(second, End::timeout);
  EXPECT_LT(Clock::now() - start, 20s);

  // Reading still works.
  const std::optional<End> answer = co_await pair.peer->write("still here", 1s);
  EXPECT_EQ(answer, std::nullopt);
  std::string buffer(64, '\0');
  const ReadResult got = co_await pair.ours->read(buffer);
  EXPECT_EQ(buffer.substr(0, got.bytes), "still here");
}

TEST(Connection, APeerThatDoesNotReadEndsTheWriteByDeadline) {
  Loop loop;
  run(loop, stuck_peer(loop.executor()));
}

asio::awaitable<void> collect(Connection& connection, Everything& all) {
  all = co_await read_all(connection);
}

void rethrow(std::exception_ptr exception) { std::rethrow_exception(exception); }

asio::awaitable<void> large_write(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  Everything all;
  spawn(executor, collect(*pair.peer, all), rethrow);
  std::string much;
  while (much.size() < 8 * 1024 * 1024) much += std::to_string(much.size()) + ' ';
  const std::optional<End> end = co_await pair.ours->write(much, 5s);
  EXPECT_EQ(end, std::nullopt);
  pair.ours->shutdown_send();
  while (!all.end) co_await sleep_for(1ms);
  EXPECT_TRUE(all.bytes == much);
  EXPECT_EQ(all.end, End::fin);
}

TEST(Connection, ALargeWriteArrivesWhole) {
  Loop loop;
  run(loop, large_write(loop.executor()));
}

asio::awaitable<void> close_under_write(asio::any_io_executor executor, bool reset) {
  const Pair pair = co_await connected(executor);
  const auto close_soon = [&]() -> asio::awaitable<void> {
    co_await sleep_for(20ms);
    reset ? pair.ours->reset() : pair.ours->close();
  };
  spawn(executor, close_soon(), rethrow);
  const std::string much(64 * 1024 * 1024, 'x');
  const std::optional<End> end = co_await pair.ours->write(much, 5s);
  EXPECT_EQ(end, End::ours);
  const Everything peer = co_await read_all(*pair.peer);
  EXPECT_EQ(peer.end, reset ? End::rst : End::fin);
}

TEST(Connection, CloseEndsAWrite) {
  Loop loop;
  run(loop, close_under_write(loop.executor(), false));
}

TEST(Connection, ResetEndsAWrite) {
  Loop loop;
  run(loop, close_under_write(loop.executor(), true));
}

asio::awaitable<void> half_close(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  pair.peer->shutdown_send();
  const Everything read = co_await read_all(*pair.ours);
  EXPECT_EQ(read.end, End::fin);
  const std::optional<End> end = co_await pair.ours->write("answer", 1s);
  EXPECT_EQ(end, std::nullopt);
  const std::optional<End> own = co_await pair.peer->write("x", 1s);
  EXPECT_EQ(own, End::ours);
  pair.ours->close();
  const Everything peer = co_await read_all(*pair.peer);
  EXPECT_EQ(peer.bytes, "answer");
}

TEST(Connection, HalfClosedStillCarriesTheOtherDirection) {
  Loop loop;
  run(loop, half_close(loop.executor()));
}

asio::awaitable<void> cancelled_read(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  Everything first;
  spawn(executor, collect(*pair.ours, first), rethrow);
  co_await sleep_for(10ms);
  EXPECT_FALSE(first.end);
  pair.ours->cancel_read();
  co_await sleep_for(10ms);
  EXPECT_EQ(first.end, End::ours);
  const std::optional<End> end = co_await pair.peer->write("later", 1s);
  EXPECT_EQ(end, std::nullopt);
  pair.peer->close();
  const Everything second = co_await read_all(*pair.ours);
  EXPECT_EQ(second.bytes, "later");
  EXPECT_EQ(second.end, End::fin);
}

TEST(Connection, ACancelledReadLeavesTheConnectionUsable) {
  Loop loop;
  run(loop, cancelled_read(loop.executor()));
}

asio::awaitable<void> destroyed_under_read(asio::any_io_executor executor) {
  Pair pair = co_await connected(executor);
  Everything read;
  spawn(executor, collect(*pair.ours, read), rethrow);
  co_await sleep_for(10ms);
  pair.ours.reset();
  // The coroutine resumes with `ours`; it must not touch the connection again, and does not.
  co_await sleep_for(10ms);
  EXPECT_EQ(read.end, End::ours);
}

TEST(Connection, DestroyingItEndsTheRead) {
  Loop loop;
  run(loop, destroyed_under_read(loop.executor()));
}

asio::awaitable<void> nobody_listens(asio::any_io_executor executor) {
  const ConnectResult result = co_await connect(executor, "127.0.0.1", free_port(), 1s);
  EXPECT_FALSE(result.connection);
  EXPECT_EQ(result.end, End::refused) << result.reason;
  const ConnectResult named = co_await connect(executor, "localhost", free_port(), 1s);
  EXPECT_EQ(named.end, End::refused) << named.reason;
  const ConnectResult unknown = co_await connect(executor, "no such name.invalid", 1, 1s);
  EXPECT_TRUE(unknown.end == End::failed || unknown.end == End::timeout) << unknown.reason;
}

TEST(Connect, FailuresAreValues) {
  Loop loop;
  run(loop, nobody_listens(loop.executor()));
}

asio::awaitable<void> full_backlog(asio::any_io_executor executor) {
  // Nobody accepts, so Linux drops the SYN of whoever comes after the queue is full.
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  void* generic = &address;
  EXPECT_EQ(::bind(fd, static_cast<sockaddr*>(generic), size), 0);
  EXPECT_EQ(::listen(fd, 0), 0);
  EXPECT_EQ(::getsockname(fd, static_cast<sockaddr*>(generic), &size), 0);
  std::vector<std::unique_ptr<Connection>> queued;
  ConnectResult result;
  const Clock::time_point start = Clock::now();
  do {
    result = co_await connect(executor, "127.0.0.1", ntohs(address.sin_port), 100ms);
    if (result.connection) queued.push_back(std::move(result.connection));
  } while (!result.end && queued.size() < 16);
  EXPECT_EQ(result.end, End::timeout) << result.reason;
  EXPECT_LT(Clock::now() - start, 20s);
  ::close(fd);
}

TEST(Connect, DeadlineHolds) {
  Loop loop;
  run(loop, full_backlog(loop.executor()));
}

asio::awaitable<void> last_words(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  const auto answer = [&]() -> asio::awaitable<void> {
    const Everything heard = co_await read_all(*pair.peer);
    EXPECT_EQ(heard.bytes, "</stream:stream>");
    EXPECT_EQ(heard.end, End::fin);
    const std::optional<End> end = co_await pair.peer->write("goodbye", 1s);
    EXPECT_EQ(end, std::nullopt);
    pair.peer->close();
  };
  spawn(executor, answer(), rethrow);
  Everything elsewhere;
  spawn(executor, collect(*pair.ours, elsewhere), rethrow);
  co_await sleep_for(5ms);
  const Farewell words = co_await farewell(*pair.ours, "</stream:stream>", 1s);
  EXPECT_EQ(elsewhere.bytes, "");
  EXPECT_EQ(elsewhere.end, End::ours);
  EXPECT_EQ(words.read, "goodbye");
  EXPECT_EQ(words.read_end, End::fin);
  EXPECT_EQ(words.write_failed, std::nullopt);
  EXPECT_FALSE(pair.ours->is_open());
}

TEST(Farewell, HearsTheLastWordsAndTakesReadingOver) {
  Loop loop;
  run(loop, last_words(loop.executor()));
}

asio::awaitable<void> silent_peer(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  const Clock::time_point start = Clock::now();
  const Farewell words = co_await farewell(*pair.ours, "bye", 100ms);
  EXPECT_EQ(words.read_end, End::timeout);
  EXPECT_GE(Clock::now() - start, 100ms);
  EXPECT_LT(Clock::now() - start, 20s);
}

TEST(Farewell, EndsByDeadline) {
  Loop loop;
  run(loop, silent_peer(loop.executor()));
}

asio::awaitable<void> flood(Connection& connection) {
  const std::string much(1024 * 1024, 'f');
  std::optional<End> end;
  while (!end) end = co_await connection.write(much, 1s);
}

asio::awaitable<void> flooding_peer(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  spawn(executor, flood(*pair.peer), rethrow);
  const Clock::time_point start = Clock::now();
  const Farewell words = co_await farewell(*pair.ours, "bye", 2s);
  EXPECT_EQ(words.read_end, End::timeout);
  EXPECT_EQ(words.read.size(), farewell_bytes);
  EXPECT_LT(Clock::now() - start, 20s);
  pair.peer->close();
}

TEST(Farewell, AFloodDoesNotPreventTheEnd) {
  Loop loop;
  run(loop, flooding_peer(loop.executor()));
}

asio::awaitable<void> many_connections(asio::any_io_executor executor, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const Pair pair = co_await connected(executor);
    if (i % 2 == 0) pair.peer->reset();
    const std::optional<End> end = co_await pair.ours->write("x", 1s);
    EXPECT_TRUE(!end || end == End::rst);
    const ConnectResult refused = co_await connect(executor, "127.0.0.1", free_port(), 1s);
    EXPECT_EQ(refused.end, End::refused);
  }
}

TEST(Connection, NoDescriptorIsLeft) {
  Loop loop;
  run(loop, many_connections(loop.executor(), 1));
  const auto before = open_descriptors();
  run(loop, many_connections(loop.executor(), 50));
  EXPECT_EQ(open_descriptors(), before);
}

asio::awaitable<void> wait_forever(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  co_await read_all(*pair.ours);
  ADD_FAILURE() << "not reached";
}

asio::awaitable<void> write_forever(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  co_await flood(*pair.ours);
  ADD_FAILURE() << "not reached";
}

asio::awaitable<void> accept_forever(asio::any_io_executor executor) {
  const ListenResult listening = listen(executor, "127.0.0.1", 0);
  co_await listening.listener->accept(1min);
  ADD_FAILURE() << "not reached";
}

asio::awaitable<void> say_farewell_forever(asio::any_io_executor executor) {
  const Pair pair = co_await connected(executor);
  co_await farewell(*pair.ours, "bye", 1min);
  ADD_FAILURE() << "not reached";
}

TEST(Connection, ALoopMayGoAwayUnderWaitingCoroutines) {
  Loop loop;
  for (const auto wait : {wait_forever, write_forever, accept_forever, say_farewell_forever}) {
    spawn(loop.executor(), wait(loop.executor()), rethrow);
  }
  EXPECT_FALSE(loop.run_for(50ms));
}

}  // namespace
}  // namespace jcp::net
