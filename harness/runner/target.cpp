#include "target.hpp"

#include <array>
#include <span>
#include <string>

#include "harness/net/connection.hpp"
#include "harness/net/listener.hpp"
#include "harness/net/loop.hpp"
#include "harness/net/wake.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

constexpr milliseconds header_deadline{1'000};
constexpr milliseconds between_attempts{20};
constexpr milliseconds version_deadline{5'000};

}  // namespace

Target::Target(asio::any_io_executor executor, Profile profile)
    : executor_(std::move(executor)),
      profile_(std::move(profile)),
      endpoint_{profile_.address, profile_.port} {}

Target::~Target() = default;

asio::awaitable<bool> Target::answers_a_header() {
  net::ConnectResult made =
      co_await net::connect(executor_, endpoint_.address, endpoint_.port, header_deadline);
  if (!made.connection) co_return false;
  const std::string header =
      "<stream:stream xmlns='jabber:component:accept' "
      "xmlns:stream='http://etherx.jabber.org/streams' to='" +
      escape_attribute(profile_.domains.back().name) + "'>";
  const auto failed = co_await made.connection->write(header, header_deadline);
  if (failed) co_return false;
  StreamParser parser;
  std::vector<StreamEvent> events;
  // A read has no deadline of its own: closing the connection ends it.
  bool answered = false;
  const Clock::time_point until = Clock::now() + header_deadline;
  auto timer = std::make_shared<net::Wake>(executor_);
  net::Connection* connection = made.connection.get();
  bool over = false;
  const auto watch = [](std::shared_ptr<net::Wake> wake, Clock::time_point when,
                        net::Connection* what, bool* done) -> asio::awaitable<void> {
    co_await wake->wait_until(when);
    if (!*done) what->cancel_read();
    *done = true;
    wake->notify();
  };
  net::spawn(executor_, watch(timer, until, connection, &over), [](std::exception_ptr) {});
  std::array<char, 4096> buffer;
  while (!answered && !over) {
    const net::ReadResult got = co_await connection->read(std::span<char>(buffer));
    parser.feed(std::string_view(buffer.data(), got.bytes), events);
    answered = !events.empty() && std::holds_alternative<StreamHeader>(events.front().body);
    if (got.end || parser.failed()) break;
  }
  if (!over) {
    over = true;
    timer->notify();
  }
  co_await net::farewell(*connection, "</stream:stream>", milliseconds(200));
  co_return answered;
}

asio::awaitable<std::string> Target::start(std::function<bool()> cancelled) {
  if (profile_.managed()) {
    process_.reset();
    workspace_ = std::make_unique<Workspace>(profile_);
    std::string problem = workspace_->prepare({});
    if (!problem.empty()) co_return problem;
    endpoint_.port = static_cast<unsigned short>(std::stoi(workspace_->value("port")));
    process_ = std::make_unique<Process>(executor_, workspace_->job());
    co_await process_->wait_started(milliseconds(profile_.ready_timeout_ms));
    if (process_->state() == Process::State::failed) co_return process_->reason();
  }
  const Clock::time_point until = Clock::now() + milliseconds(profile_.ready_timeout_ms);
  while (Clock::now() < until && !cancelled()) {
    const bool answered = co_await answers_a_header();
    if (answered) co_return std::string();
    if (!alive()) break;
    co_await net::sleep_for(between_attempts);
  }
  if (cancelled()) co_return std::string("interrupted");
  if (!alive()) {
    std::string tail = process_->output_tail();
    if (tail.size() > 300) tail = "…" + tail.substr(tail.size() - 300);
    co_return "it ended before it was ready (" +
        (process_->exit() ? describe_exit(*process_->exit()) : process_->reason()) + "): " + tail;
  }
  co_return "no stream header in answer to a stream header within " +
      std::to_string(profile_.ready_timeout_ms) + " ms at " + endpoint_.address + ":" +
      std::to_string(endpoint_.port);
}

asio::awaitable<void> Target::stop() {
  if (process_)
    co_await process_->stop(Process::Stop::term, milliseconds(profile_.stop_deadline_ms));
}

bool Target::alive() const { return !process_ || process_->alive(); }

std::optional<ProcessExit> Target::exit() const {
  return process_ ? process_->exit() : std::nullopt;
}

std::string Target::output_tail() const { return process_ ? process_->output_tail() : ""; }

void Target::terminate(bool kill) {
  if (process_) process_->signal(kill ? 9 : 15);
}

void Target::on_end(std::function<void()> call) {
  if (process_) process_->on_end(std::move(call));
}

asio::awaitable<std::optional<Usage>> Target::usage(milliseconds deadline) {
  if (!process_) co_return std::nullopt;
  co_return co_await process_->usage(deadline);
}

asio::awaitable<void> Target::wait_ended(milliseconds deadline) {
  if (process_) co_await process_->wait_ended(deadline);
}

std::string Target::folder() const { return workspace_ ? workspace_->value("scratch") : ""; }

asio::awaitable<std::string> installed_version(asio::any_io_executor executor,
                                               const Profile& profile) {
  if (profile.version_command.empty()) co_return std::string();
  Workspace workspace(profile);
  const std::map<std::string, std::string> nothing_more;
  workspace.prepare(nothing_more);  // what is missing is said when it is started
  const Job job = workspace.version_job();
  Process process(executor, job);
  co_await process.wait_ended(version_deadline);
  const std::string& output = process.output_tail();
  const std::size_t at = output.find(profile.version_prefix);
  if (process.state() != Process::State::exited || at == std::string::npos) co_return std::string();
  std::string line = output.substr(at, output.find('\n', at) - at);
  for (char& c : line) c = c == '\t' ? ' ' : c;
  co_return line;
}

}  // namespace jcp
