#include "player.hpp"

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>

#include "harness/runner/made_up_domains.hpp"
#include "harness/xmpp/limits.hpp"
#include "player_case.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t most_classes = 12;  // of a signature

// Names and secrets for a component, and no domain whose secret is hard to get right: what a
// session does with it is enough.
Profile playable(Profile profile) {
  if (profile.role == "component") {
    const Lease lease = made_up_lease(1);
    profile.domains = {Domain{lease.domain, lease.secret, ""}};
    profile.host = made_up_host;
  }
  std::erase_if(profile.domains, [](const Domain& domain) { return !domain.kind.empty(); });
  return profile;
}

}  // namespace

void Player::Case::note(std::string what) {
  if (heard.size() >= most_classes || std::ranges::find(heard, what) != heard.end()) return;
  heard.push_back(std::move(what));
}

void Player::Case::complain(std::string oracle, std::string bucket, std::string detail) {
  if (!complaint) complaint = {std::move(oracle), std::move(bucket), std::move(detail)};
}

bool opens(const Session& session) {
  return std::ranges::any_of(session, [](const Action& action) {
    return action.kind == Action::Kind::connect || action.kind == Action::Kind::establish;
  });
}

Player::Player(asio::any_io_executor executor, Setup setup)
    : executor_(std::move(executor)),
      setup_(std::move(setup)),
      news_(std::make_shared<net::Wake>(executor_)) {
  setup_.profile = playable(std::move(setup_.profile));
  setup_.profile.environment[SharedCounters::variable] = counters_.path();
  subject_ = make_subject(executor_, setup_.profile);
  parties_.role = setup_.profile.our_role();
  parties_.host = setup_.profile.host;
  parties_.echoes = setup_.profile.features.contains("echo");
  for (const Domain& domain : setup_.profile.domains) parties_.secrets.push_back(domain.secret);
}

Player::~Player() = default;

milliseconds Player::usual() const {
  return std::chrono::duration_cast<milliseconds>(std::chrono::microseconds(trips_.deadline()));
}

asio::awaitable<bool> Player::wait_for(Condition met, milliseconds patience) {
  const Clock::time_point end = Clock::now() + patience;
  bool is_met = met();
  while (!is_met && Clock::now() < end && !setup_.cancelled()) {
    co_await news_->wait_until(end);
    is_met = met();
  }
  co_return is_met;
}

// Everything that came on the streams of this case, and at the observer.
void Player::hear(Case& run) {
  const auto hear_line = [&](Line& line) {
    for (const StreamEvent& event : line.stream->take()) {
      ++run.news;
      line.judge.received(event);
      if (run.line == &line && run.fence.takes_answer(event)) continue;
      run.note(class_of(event));
    }
    if (auto complaint = line.judge.take_complaint()) {
      run.complain(complaint->oracle, complaint->bucket, complaint->detail);
    }
  };
  for (const auto& visitor : run.visitors) hear_line(*visitor);
  if (main_) hear_line(*main_);
  hear_observer(run);
}

void Player::hear_observer(Case& run) {
  if (!observer_) return;
  Line* line = run.line ? run.line : main_.get();
  for (const StreamEvent& event : observer_->stream->take()) {
    observer_->judge.received(event);
    const auto* element = std::get_if<Element>(&event.body);
    if (!element || run.fence.takes_marker(*element)) continue;
    const bool trapped = run.trap.takes_marker(*element);
    if (!line || (is_marker(*element, setup_.nonce) && !trapped)) continue;
    line->judge.observed(*element);
    run.note("observer:" + class_of(*element));
  }
  if (auto complaint = observer_->judge.take_complaint(); complaint && line) {
    // Its stream says nothing by itself: what is wrong there came from here.
    if (complaint->bucket == "reply_class-is-no-xml") {
      run.complain("echo", "echo-is-no-xml", complaint->detail);
    }
  }
  if (!line) return;
  if (auto complaint = line->judge.take_complaint()) {
    run.complain(complaint->oracle, complaint->bucket, complaint->detail);
  }
}

asio::awaitable<void> Player::stop() {
  main_.reset();
  observer_.reset();
  co_await subject_->stop();
}

Fields Player::fields_of(const Line& line) const {
  Fields fields;
  fields.role = parties_.role;
  const bool component = parties_.role == Role::component;
  fields.own.domain = line.lease.domain;
  fields.own.secret = line.lease.secret;
  fields.own.host = parties_.host;
  fields.own.us = "probe@" + (component ? line.lease.domain : parties_.host);
  fields.own.them = component ? parties_.host : line.lease.domain;
  fields.own.service = fields.own.them;
  if (const std::string id = line.judge.stream_id(); !id.empty()) fields.own.sid = id;
  fields.other_domain = observer_ ? observer_->lease.domain : line.lease.domain;
  fields.fresh_id = "jcpspec" + std::to_string(chosen_);
  return fields;
}

Fence Player::next_fence(const Line& line) {
  const bool component = parties_.role == Role::component;
  return Fence(setup_.nonce, ++serial_, question_, component ? line.lease.domain : parties_.host,
               component ? parties_.host : line.lease.domain,
               observer_ ? observer_->lease.domain : "");
}

// One of the domains that are neither actor 0's nor the observer's: a server may take a moment to
// forget a connection. The session decides which, so that the same one sends the same bytes.
Lease Player::visitor() const {
  const auto& domains = setup_.profile.domains;
  const std::size_t first = domains.size() < 3 ? 0 : 2;
  const std::size_t choice = first == 0 ? 1 : domains.size() - first;
  const Domain& domain = domains[first + chosen_ % choice];
  return {domain.name, domain.secret};
}

}  // namespace jcp::fuzz
