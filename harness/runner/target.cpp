#include "target.hpp"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>

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

// All that a target learns of our environment.
constexpr std::array<const char*, 4> passed_on = {"PATH", "LANG", "LC_ALL", "TZ"};

std::string first_match(const std::vector<std::string>& globs) {
  for (const std::string& pattern : globs) {
    glob_t found{};
    const bool any = glob(pattern.c_str(), 0, nullptr, &found) == 0 && found.gl_pathc > 0;
    const std::string path = any ? found.gl_pathv[0] : "";
    globfree(&found);
    if (any) return path;
  }
  return {};
}

}  // namespace

ScratchFolder::ScratchFolder() {
  path_ = (std::filesystem::temp_directory_path() / "jcpspec-XXXXXX").string();
  if (!mkdtemp(path_.data())) throw std::runtime_error("no scratch folder in " + path_);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Target::Target(asio::any_io_executor executor, Profile profile)
    : executor_(std::move(executor)),
      profile_(std::move(profile)),
      endpoint_{profile_.address, profile_.port} {}

Target::~Target() = default;

std::string Target::fill(const std::string& text) const {
  std::string out = text;
  for (const auto& [name, value] : values_) {
    const std::string placeholder = "{" + name + "}";
    for (std::size_t at = out.find(placeholder); at != std::string::npos;
         at = out.find(placeholder, at + value.size())) {
      out.replace(at, placeholder.size(), value);
    }
  }
  return out;
}

// The scratch folder with its files, ports, placeholders. "" or why not.
std::string Target::prepare() {
  const std::string& program = profile_.command.front();
  if (program.find('/') != std::string::npos && access(program.c_str(), X_OK) != 0) {
    std::string packages;
    for (const std::string& package : profile_.packages) packages += " " + package;
    return program + " is not installed" +
           (packages.empty() ? "" : "; it is in the package" + packages);
  }
  process_.reset();
  scratch_ = std::make_unique<ScratchFolder>();
  values_ = profile_.values;
  values_["scratch"] = scratch_->path();
  values_["host"] = profile_.host;
  values_["root"] = geteuid() == 0 ? "true" : "false";
  for (const std::string& name : profile_.ports) {
    const unsigned short port = net::free_port();
    if (port == 0) return "no free port";
    values_[name] = std::to_string(port);
    if (name == "port") endpoint_.port = port;
  }
  for (const auto& [name, globs] : profile_.paths) {
    values_[name] = first_match(globs);
    if (values_[name].empty()) return "nothing is found at " + globs.front();
  }
  for (const auto& [name, text] : profile_.files) {
    const std::filesystem::path path = std::filesystem::path(scratch_->path()) / name;
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    try {
      std::ofstream out(path, std::ios::binary);
      out << render(text, values_, profile_.domains);
      if (!out.flush()) return path.string() + " cannot be written";
    } catch (const std::invalid_argument& error) {
      return name + ": " + error.what();
    }
  }
  return {};
}

Job Target::job() const {
  Job job;
  for (const std::string& word : profile_.command) {
    // The one word that differs for root: Prosody refuses to run as root without it.
    if (word == "--root" && geteuid() != 0) continue;
    job.argv.push_back(fill(word));
  }
  for (const char* name : passed_on) {
    if (const char* value = std::getenv(name)) {
      job.environment.push_back(std::string(name) + "=" + value);
    }
  }
  job.environment.push_back("HOME=" + scratch_->path());
  for (const auto& entry : profile_.environment) {
    const std::string name = entry.first + "=";
    std::erase_if(job.environment, [&](const auto& known) { return known.starts_with(name); });
    job.environment.push_back(name + fill(entry.second));
  }
  job.directory = scratch_->path();
  job.log = scratch_->path() + "/output.log";
  return job;
}

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
    std::string problem = prepare();
    if (!problem.empty()) co_return problem;
    process_ = std::make_unique<Process>(executor_, job());
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

asio::awaitable<std::string> Target::version() {
  if (profile_.version_command.empty()) co_return std::string();
  Job job;
  job.argv = profile_.version_command;
  for (const char* name : passed_on) {
    if (const char* value = std::getenv(name)) {
      job.environment.push_back(std::string(name) + "=" + value);
    }
  }
  Process process(executor_, job);
  co_await process.wait_ended(version_deadline);
  const std::string& output = process.output_tail();
  const std::size_t at = output.find(profile_.version_prefix);
  if (process.state() != Process::State::exited || at == std::string::npos) co_return std::string();
  std::string line = output.substr(at, output.find('\n', at) - at);
  for (char& c : line) c = c == '\t' ? ' ' : c;
  co_return line;
}

}  // namespace jcp
