// What a case leaves behind: whether the target lives, and serves.

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <cctype>

#include "player_case.hpp"
#include "vitals.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

// How long the process of a target that dropped a connection may take to be gone.
constexpr milliseconds to_die{50}, to_die_surely{1'500};
constexpr std::size_t tail_bytes = 300;

std::string exit_bucket(const ProcessExit& exit) {
  if (const auto signal = ending_signal(exit)) {
    std::string name = describe_exit(exit);
    const std::size_t at = name.find("SIG");
    if (at == std::string::npos) return "crash-signal-" + std::to_string(*signal);
    name = name.substr(at, name.find(' ', at) - at);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return "crash-" + name;
  }
  return "crash-exit-" + std::to_string(exit.code);
}

// It ended a connection without a word.
bool dropped(const Line& line) {
  return line.stream->over() && line.stream->end() != net::End::ours && !line.judge.end_received();
}

}  // namespace

// Its stream can take the next case.
bool Player::reusable(const Case& run) const {
  if (!main_ || main_->stream->over() || run.deaf || main_->judge.error_received()) return false;
  return !run.on_main ||
         (!run.left && main_->judge.sent_stream().shape() == SentStream::Shape::whole);
}

asio::awaitable<void> Player::look_after(Case& run) {
  hear(run);
  bool silent_end = main_ && dropped(*main_);
  for (std::unique_ptr<Line>& visitor : run.visitors) {
    silent_end = silent_end || dropped(*visitor);
    if (run.deaf) visitor->stream->connection().reset();
    co_await close(visitor);
  }
  run.line = nullptr;
  run.visitors.clear();
  if (run.deaf || run.kept_open) co_await look_for_spinning(run);
  const bool all_ended = observer_ && dropped(*observer_);
  if (all_ended || silent_end) co_await subject_->wait_ended(all_ended ? to_die_surely : to_die);
  co_await look_for_death(run);
  if (observer_ && observer_->stream->over() && subject_->alive()) {
    run.complain("echo", "echo-observer-ended", "the stream of another component was ended");
    observer_.reset();
  }
  if (!reusable(run)) {
    if (main_ && run.deaf) main_->stream->connection().reset();
    co_await close(main_);
  }
  usable_ = co_await ready();
  if (!usable_ && !setup_.cancelled()) co_await look_for_silence(run);
  if (usable_ && !run.on_main && !run.deaf) {
    // What a new connection did may be felt on the old one.
    run.fence = next_fence(*main_);
    run.line = main_.get();
    main_->judge.sent(run.fence.text());
    co_await main_->stream->write(run.fence.text(), to_die_surely);
    co_await pass_fence(*main_, run);
    run.line = nullptr;
    co_await look_for_death(run);
  }
  if (const auto cry = logs_.look()) run.complain("log", log_bucket(*cry), *cry);
  if (storms_) {
    run.complain(
        "reconnect_storm", "reconnect_storm-without-pause",
        "it dials in again and again, " + std::to_string(storm) + " times within a second");
    storms_ = false;
  }
  if (!run.deaf) co_return;
  const bool heard = run.fence.answered();
  run.complain("hang", heard ? "hang-route-deaf" : "hang-stream-deaf",
               heard ? "a message to another component does not arrive any more"
                     : "the stream is open, but a request on it is not answered any more");
}

// Its process has ended: a server must not, a component may when its stream has.
asio::awaitable<void> Player::look_for_death(Case& run) {
  if (subject_->alive() || setup_.cancelled()) co_return;
  const std::optional<ProcessExit> exit = subject_->exit();
  const auto cry = exit && (exit->code != 0 || exit->signal != 0)
                       ? unhandled_exception(subject_->output_tail())
                       : std::nullopt;
  const bool guilty = exit && (parties_.role == Role::component || crashed(*exit) || cry);
  if (guilty) {
    std::string tail = subject_->output_tail();
    if (tail.size() > tail_bytes) tail.erase(0, tail.size() - tail_bytes);
    run.complaint = Complaint{"crash", exit_bucket(*exit),
                              describe_exit(*exit) + (cry ? "; " + *cry : "") +
                                  (tail.empty() ? "" : "; its last output: " + tail)};
  }
  run.deaf = false;
  co_await restart();
}

// What neither answers nor closes may be busy with what it was sent.
asio::awaitable<void> Player::look_for_spinning(Case& run) {
  if (!subject_->managed() || !subject_->alive() || setup_.cancelled()) co_return;
  const bool spinning = co_await spins(*subject_);
  if (!spinning) co_return;
  run.complain("spin", "spin-in-a-case",
               "it keeps a processor busy and neither answers nor closes");
  co_await restart();
  run.deaf = false;
}

// No stream by the book comes about: it is about to die, or serves nobody.
asio::awaitable<void> Player::look_for_silence(Case& run) {
  co_await subject_->wait_ended(to_die_surely);
  if (subject_->alive()) {
    run.complaint = Complaint{"hang", "hang-target-deaf",
                              "it lives, but a session by the book is not served any more"};
    run.deaf = false;
    if (subject_->managed()) co_await restart();
  } else {
    co_await look_for_death(run);
  }
  usable_ = co_await ready();
}

}  // namespace jcp::fuzz
