#include <algorithm>
#include <array>
#include <boost/asio/this_coro.hpp>

#include "connection.hpp"
#include "deadline.hpp"

namespace jcp::net {

namespace {

std::chrono::milliseconds until(Clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
  return std::max(left, std::chrono::milliseconds{0});
}

}  // namespace

asio::awaitable<Farewell> farewell(Connection& connection, std::string bytes,
                                   std::chrono::milliseconds deadline) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const Clock::time_point end = Clock::now() + deadline;
  Farewell words;
  connection.cancel_read();
  if (!bytes.empty()) words.write_failed = co_await connection.write(bytes, until(end));
  connection.shutdown_send();

  Deadline limit{executor, end, [&connection] { connection.cancel_read(); }};
  std::array<char, 16 * 1024> buffer;
  while (!words.read_end) {
    const ReadResult got = co_await connection.read(buffer);
    const std::size_t room = farewell_bytes - words.read.size();
    words.read.append(buffer.data(), std::min(got.bytes, room));
    words.read_end = got.end;
    // Asked of the clock: a peer that floods must not keep the timer from us.
    if (limit.passed() || Clock::now() >= end) words.read_end = got.end.value_or(End::timeout);
    if (limit.passed() && got.end == End::ours) words.read_end = End::timeout;
  }
  connection.close();
  co_return words;
}

}  // namespace jcp::net
