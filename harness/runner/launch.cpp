#include "launch.hpp"

#include "harness/net/loop.hpp"
#include "harness/net/wake.hpp"

namespace jcp {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr const char* loopback = "127.0.0.1";
constexpr milliseconds start_deadline{5'000};
// What it sent before it ended may still be on its way to us.
constexpr milliseconds last_words{100};
// A program whose connection broke dies of it at once, or after its sanitizer has written a report.
constexpr milliseconds after_cut_off{1'500}, after_good_end{200};
// To spin is to want a processor all the time, however little of it a busy machine gives: work that
// is under way when the scenario ends wants one, too, but comes to an end before that much is used.
constexpr milliseconds look{100};
constexpr int least_looks = 6, most_looks = 100;
constexpr std::uint64_t worth_a_look_ms = 100, spun_ms = 300;
constexpr milliseconds usage_deadline{500};

}  // namespace

Launch::Launch(asio::any_io_executor executor, const Profile& profile)
    : executor_(std::move(executor)), workspace_(profile) {}

Launch::~Launch() = default;

asio::awaitable<std::string> Launch::start(const Lease& lease, const std::string& needs) {
  net::ListenResult listening = net::listen(executor_, loopback, 0);
  if (!listening.listener) co_return listening.reason;
  listener_ = std::move(listening.listener);
  const std::string port = std::to_string(listener_->port());
  const std::map<std::string, std::string> values = {
      {"host", loopback}, {"port", port}, {"domain", lease.domain}, {"secret", lease.secret}};
  std::string problem = workspace_.prepare(values);
  if (!problem.empty()) co_return problem;
  std::vector<std::string> variables = {std::string("JCP_HOST=") + loopback, "JCP_PORT=" + port,
                                        "JCP_DOMAIN=" + lease.domain, "JCP_SECRET=" + lease.secret,
                                        "JCP_NEEDS=" + needs};
  process_ = std::make_unique<Process>(executor_, workspace_.job(std::move(variables)));
  co_await process_->wait_started(start_deadline);
  if (process_->state() == Process::State::failed) co_return process_->reason();
  process_->on_end([executor = executor_, listener = std::weak_ptr<net::Listener>(listener_)] {
    const auto close_soon = [](std::weak_ptr<net::Listener> which) -> asio::awaitable<void> {
      co_await net::sleep_for(last_words);
      if (const auto open = which.lock()) open->close();
    };
    net::spawn(executor, close_soon(listener), [](std::exception_ptr) {});
  });
  co_return std::string();
}

asio::awaitable<void> Launch::stop() {
  if (listener_) listener_->close();
  if (process_) co_await process_->stop(Process::Stop::kill, milliseconds(0));
}

void Launch::signal(bool kill) {
  if (process_) process_->signal(kill ? 9 : 15);
}

std::optional<ProcessExit> Launch::exit() const {
  return process_ ? process_->exit() : std::nullopt;
}

bool Launch::unsupported() const {
  const auto end = exit();
  return end && end->signal == 0 && end->code == unsupported_exit_code;
}

asio::awaitable<std::optional<Usage>> Launch::usage(milliseconds deadline) {
  if (!process_) co_return std::nullopt;
  co_return co_await process_->usage(deadline);
}

asio::awaitable<void> Launch::wait_ended(milliseconds deadline) {
  if (process_) co_await process_->wait_ended(deadline);
}

// What is about to die of something wants a processor for it, and may get it late.
asio::awaitable<void> Launch::wait_for_end(milliseconds patience) {
  co_await process_->wait_ended(patience);
  for (milliseconds waited = patience; !exit() && waited < after_cut_off; waited += look) {
    const auto before = co_await process_->usage(usage_deadline);
    co_await process_->wait_ended(look);
    const auto now = co_await process_->usage(usage_deadline);
    const bool busy =
        before && now && wanted_ms(*now) - wanted_ms(*before) >= std::uint64_t(look.count()) / 5;
    if (!busy) co_return;
  }
}

asio::awaitable<std::string> Launch::death(bool cut_off) {
  co_await wait_for_end(cut_off ? after_cut_off : after_good_end);
  const std::optional<ProcessExit> end = exit();
  if (!end) co_return std::string();
  const auto cry = end->code != 0 || end->signal != 0 ? unhandled_exception(output_tail())
                                                      : std::optional<std::string>();
  if (!crashed(*end) && !cry) co_return std::string();
  co_return "the component ended: " + describe_exit(*end) + (cry ? "; " + *cry : "");
}

asio::awaitable<bool> Launch::spins() {
  const auto began = co_await process_->usage(usage_deadline);
  if (!began || wanted_ms(*began) < worth_a_look_ms) co_return false;
  auto before = began;
  for (int i = 1; i <= most_looks; ++i) {
    co_await net::sleep_for(look);
    const auto now = co_await process_->usage(usage_deadline);
    if (!now || wanted_ms(*now) - wanted_ms(*before) < look.count() / 2) co_return false;
    if (i >= least_looks && ran_ms(*now) - ran_ms(*began) >= spun_ms) co_return true;
    before = now;
  }
  co_return false;
}

}  // namespace jcp
