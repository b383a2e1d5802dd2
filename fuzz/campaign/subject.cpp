#include "subject.hpp"

#include "harness/runner/launch.hpp"
#include "harness/runner/target.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;

namespace {

constexpr Subject::Milliseconds usage_deadline{1'000};

class Server : public Subject {
 public:
  Server(asio::any_io_executor executor, const Profile& profile)
      : executor_(executor), target_(executor, profile) {}

  asio::awaitable<std::string> start(std::function<bool()> cancelled) override {
    co_await target_.stop();
    co_return co_await target_.start(std::move(cancelled));
  }
  asio::awaitable<void> stop() override { return target_.stop(); }
  asio::awaitable<net::ConnectResult> connection(Milliseconds deadline) override {
    const Endpoint endpoint = target_.endpoint();
    return net::connect(executor_, endpoint.address, endpoint.port, deadline);
  }
  bool managed() const override { return target_.profile().managed(); }
  bool alive() const override { return target_.alive(); }
  std::optional<ProcessExit> exit() const override { return target_.exit(); }
  std::string output_tail() const override { return target_.output_tail(); }
  asio::awaitable<void> wait_ended(Milliseconds deadline) override {
    return target_.wait_ended(deadline);
  }
  asio::awaitable<std::optional<Usage>> usage() override { return target_.usage(usage_deadline); }
  std::string folder() const override { return target_.folder(); }

 private:
  asio::any_io_executor executor_;
  Target target_;
};

class Component : public Subject {
 public:
  Component(asio::any_io_executor executor, const Profile& profile)
      : executor_(std::move(executor)), profile_(profile) {}

  asio::awaitable<std::string> start(std::function<bool()>) override {
    if (launch_) co_await launch_->stop();
    launch_ = std::make_unique<Launch>(executor_, profile_);
    const Lease lease{profile_.domains.front().name, profile_.domains.front().secret};
    const std::string no_needs;
    co_return co_await launch_->start(lease, no_needs);
  }
  asio::awaitable<void> stop() override {
    if (launch_) co_await launch_->stop();
  }
  asio::awaitable<net::ConnectResult> connection(Milliseconds deadline) override {
    return launch_->listener().accept(deadline);
  }
  bool managed() const override { return true; }
  bool alive() const override { return launch_ && launch_->alive(); }
  std::optional<ProcessExit> exit() const override { return launch_->exit(); }
  std::string output_tail() const override { return launch_->output_tail(); }
  asio::awaitable<void> wait_ended(Milliseconds deadline) override {
    return launch_->wait_ended(deadline);
  }
  asio::awaitable<std::optional<Usage>> usage() override { return launch_->usage(usage_deadline); }
  std::string folder() const override { return launch_ ? launch_->folder() : ""; }

 private:
  asio::any_io_executor executor_;
  const Profile& profile_;
  std::unique_ptr<Launch> launch_;
};

}  // namespace

std::unique_ptr<Subject> make_subject(asio::any_io_executor executor, const Profile& profile) {
  if (profile.role == "component") return std::make_unique<Component>(executor, profile);
  return std::make_unique<Server>(executor, profile);
}

}  // namespace jcp::fuzz
