#include "virtual_run.hpp"

#include <deque>
#include <map>
#include <optional>
#include <stdexcept>

namespace jcp {

namespace {

constexpr Micros latency_us = 50;
// More than any lawful scenario needs: a dialogue that never ends is a mistake of ours.
constexpr int waits = 2'000'000;

class VirtualNetwork {
 public:
  VirtualNetwork(Interpreter& judge, mock::MockServer& server, Micros now)
      : judge_(judge), server_(server), now_(now), begin_(now) {}

  Micros run() {
    for (int waited = 0; waited < waits;) {
      const Action action = judge_.next(now_ - begin_);
      if (action.kind == Action::Kind::finished) return now_;
      if (action.kind == Action::Kind::wait) {
        ++waited;
        pass_time();
      } else {
        perform(action);
      }
      collect();
    }
    throw std::logic_error("a dialogue that does not end");
  }

 private:
  struct Delivery {
    Micros due;
    SessionIndex session;
    mock::Output output;
  };

  void perform(const Action& action) {
    if (action.kind == Action::Kind::connect) {
      const mock::SessionId id = server_.accept(now_);
      theirs_[action.session] = id;
      ours_[id] = action.session;
      judge_.connected(action.session, now_ - begin_);
      return;
    }
    if (action.kind == Action::Kind::stop_target) return server_.stop(now_);
    const auto found = theirs_.find(action.session);
    if (found == theirs_.end()) return;
    const mock::SessionId id = found->second;
    switch (action.kind) {
      case Action::Kind::send:
        server_.received(id, action.bytes, now_);
        break;
      case Action::Kind::half_close:
        server_.closed(id, false, now_);
        break;
      case Action::Kind::reset:
        server_.closed(id, true, now_);
        break;
      case Action::Kind::close:
        server_.closed(id, false, now_);
        break;
      default:
        break;
    }
  }

  void collect() {
    for (mock::Output& output : server_.take_outputs()) {
      const auto found = ours_.find(output.session);
      if (found == ours_.end()) continue;
      deliveries_.push_back({now_ + latency_us, found->second, std::move(output)});
    }
  }

  void deliver(const Delivery& delivery) {
    const Micros t = now_ - begin_;
    switch (delivery.output.kind) {
      case mock::Output::Kind::bytes:
        judge_.bytes(delivery.session, delivery.output.bytes, t);
        break;
      case mock::Output::Kind::fin:
        judge_.closed(delivery.session, false, t);
        break;
      case mock::Output::Kind::rst:
        judge_.closed(delivery.session, true, t);
        break;
    }
  }

  void pass_time() {
    std::optional<Micros> next;
    const auto consider = [&](std::optional<Micros> t) {
      if (t && (!next || *t < *next)) next = t;
    };
    if (!deliveries_.empty()) consider(deliveries_.front().due);
    if (const auto t = judge_.deadline()) consider(*t + begin_);
    consider(server_.next_timer());
    if (!next) {
      ++now_;
      return;
    }
    now_ = std::max(now_, *next);
    if (!deliveries_.empty() && deliveries_.front().due <= now_) {
      const Delivery delivery = std::move(deliveries_.front());
      deliveries_.pop_front();
      deliver(delivery);
      return;
    }
    server_.tick(now_);
  }

  Interpreter& judge_;
  mock::MockServer& server_;
  Micros now_, begin_;
  std::map<SessionIndex, mock::SessionId> theirs_;
  std::map<mock::SessionId, SessionIndex> ours_;
  std::deque<Delivery> deliveries_;
};

}  // namespace

Micros run_virtually(Interpreter& judge, mock::MockServer& server, Micros now) {
  return VirtualNetwork(judge, server, now).run();
}

}  // namespace jcp
