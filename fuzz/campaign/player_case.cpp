// One case: its actions, the fence behind it, and what is left of the target.

#include "player_case.hpp"

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <numeric>

#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds write_patience{5'000}, fence_patience{5'000}, close_patience{2'000};
constexpr milliseconds short_wait{30}, longest_waits{300}, longest_advance{20};
constexpr milliseconds between_pieces{1};
constexpr std::size_t most_visitors = 4;

std::string joined(std::vector<std::string> words) {
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return std::accumulate(words.begin(), words.end(), std::string(),
                         [](std::string text, const std::string& word) {
                           return text.empty() ? word : std::move(text) + "," + word;
                         });
}

// Coarse: a busy machine must not look like news.
const char* pace(Micros took, milliseconds usual) {
  const auto ms = took / 1000;
  if (ms < usual.count()) return "";
  return ms < 4 * usual.count() ? "/slow" : "/very-slow";
}

}  // namespace

asio::awaitable<Observation> Player::play(const Session& session) {
  Case run;
  const Clock::time_point began = Clock::now();
  const milliseconds patience = usual();
  if (counts_) counters_.clear();
  co_await play_case(session, run);
  if (counts_) counted_ = counters_.read();
  Observation seen;
  seen.took_us =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count();
  co_await look_after(run);
  seen.answer_us = run.answer_us;
  seen.signature = std::string(run.on_main ? "stream" : "connection") + "/" + run.shape + "/" +
                   joined(run.said) + "/" + joined(run.heard) + pace(seen.took_us, patience);
  if (run.complaint) {
    seen.finding =
        Finding{run.complaint->oracle, run.complaint->bucket, run.complaint->detail, session};
  }
  co_return seen;
}

asio::awaitable<Observation> Player::play_fresh(const Session& session) {
  if (subject_->managed()) {
    co_await restart();
  } else {
    co_await close(main_);
    co_await close(observer_);
  }
  Case nothing;
  co_await look_after(nothing);
  co_return co_await play(session);
}

asio::awaitable<void> Player::play_case(const Session& session, Case& run) {
  run.on_main = !opens(session);
  const std::string digest = sha1(encode(session));
  chosen_ = static_cast<unsigned char>(digest[0]) * 256U + static_cast<unsigned char>(digest[1]);
  run.line = run.on_main ? main_.get() : nullptr;
  if (run.line) run.line->judge.take_kinds();  // those of the fence before
  for (const Action& action : session) {
    if (setup_.cancelled()) co_return;
    co_await act(action, run);
  }
  if (run.line) co_await finish(run);
}

asio::awaitable<void> Player::act(const Action& action, Case& run) {
  using Kind = Action::Kind;
  const std::string nothing;
  if (action.kind == Kind::connect || action.kind == Kind::establish) {
    co_await connect(action.kind == Kind::establish, run);
    co_return;
  }
  if (!run.line || run.left) co_return;
  Line& line = *run.line;
  switch (action.kind) {
    case Kind::send:
    case Kind::octets: {
      std::string bytes =
          action.kind == Kind::send ? fill(action.text, fields_of(line)) : action.text;
      if (action.number == cut::none) {
        run.unsent += bytes;
        break;
      }
      co_await flush(run, nothing);
      co_await send(line, std::move(bytes), action.number);
      break;
    }
    case Kind::await:
      co_await flush(run, nothing);
      co_await await(static_cast<Awaited>(action.number), run);
      break;
    case Kind::close_tag:
      run.unsent += "</stream:stream>";
      break;
    case Kind::fin:
    case Kind::rst:
      co_await flush(run, nothing);
      if (action.kind == Kind::fin) line.stream->connection().shutdown_send();
      if (action.kind == Kind::rst) line.stream->connection().reset();
      run.left = true;
      break;
    case Kind::advance:
      co_await flush(run, nothing);
      co_await net::sleep_for(std::min(milliseconds(action.number), longest_advance));
      break;
    default:
      break;
  }
}

// What it had is left as it is, until the case is over.
asio::awaitable<void> Player::connect(bool by_the_book, Case& run) {
  if (run.visitors.size() >= most_visitors) co_return;
  if (run.line) {
    const std::string nothing;
    co_await flush(run, nothing);
  }
  const bool only_one = parties_.role == Role::server || setup_.profile.domains.size() < 3;
  if (only_one) co_await close(main_);
  // A component comes when it likes: its first connection is all there is.
  if (parties_.role == Role::server && run.line) co_return;
  std::unique_ptr<Line> line = co_await dial(visitor());
  run.left = false;
  if (!line) {
    run.line = nullptr;
    co_return;
  }
  run.visitors.push_back(std::move(line));
  run.line = run.visitors.back().get();
  if (by_the_book) co_await establish(*run.line);
}

asio::awaitable<void> Player::flush(Case& run, std::string more) {
  std::string bytes;
  std::swap(bytes, run.unsent);
  if (!bytes.empty()) run.line->judge.sent(bytes);
  if (!more.empty()) run.line->judge.sent(more);
  bytes += more;
  if (!bytes.empty()) co_await run.line->stream->write(bytes, write_patience);
}

asio::awaitable<void> Player::send(Line& line, std::string bytes, std::uint32_t cut_at) {
  line.judge.sent(bytes);
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const std::size_t length = cut_at == cut::bytewise ? 1 : cut_at;
    const std::string_view piece = rest.substr(0, length);
    const bool written = co_await line.stream->write(piece, write_patience);
    if (!written) co_return;
    rest.remove_prefix(piece.size());
    // So that it reads the two apart. Octet by octet that would take for ever.
    if (cut_at != cut::bytewise && !rest.empty()) co_await net::sleep_for(between_pieces);
    if (cut_at != cut::bytewise) cut_at = static_cast<std::uint32_t>(bytes.size());
  }
}

asio::awaitable<void> Player::await(Awaited what, Case& run) {
  if (run.waited >= longest_waits) co_return;
  Judge& judge = run.line->judge;
  const std::size_t before = run.news;
  const auto met = [&] {
    hear(run);
    if (run.line->stream->over()) return true;
    switch (what) {
      case Awaited::header:
        return judge.header_received();
      case Awaited::handshake:
        return judge.handshake_received() || judge.error_received();
      case Awaited::answer:
        return run.news > before;
      case Awaited::stream_end:
        return judge.end_received();
      case Awaited::disconnect:
        break;
    }
    return false;
  };
  const bool opening = what == Awaited::header || what == Awaited::handshake;
  const Clock::time_point began = Clock::now();
  co_await wait_for(met, opening ? usual() : short_wait);
  run.waited += std::chrono::duration_cast<milliseconds>(Clock::now() - began);
}

// The last bytes go out, with the fence where it means something.
asio::awaitable<void> Player::finish(Case& run) {
  Line& line = *run.line;
  std::string unsent;
  std::swap(unsent, run.unsent);
  if (!unsent.empty()) line.judge.sent(unsent);
  hear(run);
  const SentStream& sent = line.judge.sent_stream();
  const SentStream::Shape shape = sent.shape();
  run.said = line.judge.take_kinds();
  run.shape = std::string(name(shape)) + (sent.condition().empty() ? "" : ":" + sent.condition());
  const bool decided = line.judge.authenticated() && !run.left;
  if (decided && shape == SentStream::Shape::whole) {
    run.fence = next_fence(line);
    line.judge.sent(run.fence.text());
    unsent += run.fence.text();
    const Clock::time_point began = Clock::now();
    co_await line.stream->write(unsent, write_patience);
    co_await pass_fence(line, run);
    if (run.fence.passed()) {
      run.answer_us =
          std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count();
      trips_.add(run.answer_us);
    }
    co_return;
  }
  // Who reads on behind what is no XML, or behind the end, takes this for a stanza.
  if (decided && shape != SentStream::Shape::unfinished) {
    run.trap = next_fence(line);
    line.judge.sent(run.trap.text());
    unsent += run.trap.text();
  }
  if (!run.left && !unsent.empty()) co_await line.stream->write(unsent, write_patience);
  if (!run.left) line.stream->connection().shutdown_send();
  const auto closed = [&] {
    hear(run);
    return line.stream->over();
  };
  const bool over = co_await wait_for(closed, close_patience);
  run.kept_open = !over && !setup_.cancelled();
  if (run.kept_open) run.note("kept-open");
}

// Until the fence of this case has come back on `line`, or the stream has ended.
asio::awaitable<void> Player::pass_fence(Line& line, Case& run) {
  const auto passed = [&] {
    hear(run);
    const bool said_so = line.judge.error_received() || line.judge.end_received();
    return run.fence.passed() || said_so || line.stream->over();
  };
  const bool decided = co_await wait_for(passed, fence_patience);
  run.deaf = !decided && !setup_.cancelled();
}

}  // namespace jcp::fuzz
