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

struct PeerOutput {
  // dial: a connection is there before the judge asks for one.
  enum class Kind { dial, bytes, fin, rst } kind;
  mock::SessionId session;
  std::string bytes;
};

// The mock on the other side of the network.
class Peer {
 public:
  virtual ~Peer() = default;
  // The judge dials in; nullopt: this peer dials itself.
  virtual std::optional<mock::SessionId> accept(Micros now) = 0;
  virtual void received(mock::SessionId session, std::string_view bytes, Micros now) = 0;
  virtual void closed(mock::SessionId session, bool reset, Micros now) = 0;
  virtual void stop(Micros now) = 0;
  virtual std::optional<Micros> next_timer() const = 0;
  virtual void tick(Micros now) = 0;
  virtual std::vector<PeerOutput> take_outputs(Micros now) = 0;
  // Nothing will ever come from it again.
  virtual bool gone() const = 0;
};

class ServerPeer : public Peer {
 public:
  explicit ServerPeer(mock::MockServer& server) : server_(server) {}
  std::optional<mock::SessionId> accept(Micros now) override { return server_.accept(now); }
  void received(mock::SessionId id, std::string_view bytes, Micros now) override {
    server_.received(id, bytes, now);
  }
  void closed(mock::SessionId id, bool reset, Micros now) override {
    server_.closed(id, reset, now);
  }
  void stop(Micros now) override { server_.stop(now); }
  std::optional<Micros> next_timer() const override { return server_.next_timer(); }
  void tick(Micros now) override { server_.tick(now); }
  bool gone() const override { return false; }
  std::vector<PeerOutput> take_outputs(Micros) override {
    std::vector<PeerOutput> outputs;
    for (mock::Output& output : server_.take_outputs()) {
      const auto kind = output.kind == mock::Output::Kind::bytes ? PeerOutput::Kind::bytes
                        : output.kind == mock::Output::Kind::fin ? PeerOutput::Kind::fin
                                                                 : PeerOutput::Kind::rst;
      outputs.push_back({kind, output.session, std::move(output.bytes)});
    }
    return outputs;
  }

 private:
  mock::MockServer& server_;
};

class ComponentPeer : public Peer {
 public:
  explicit ComponentPeer(mock::MockComponent& component) : component_(component) {}
  std::optional<mock::SessionId> accept(Micros) override { return std::nullopt; }
  void received(mock::SessionId id, std::string_view bytes, Micros now) override {
    component_.received(id, bytes, now);
  }
  void closed(mock::SessionId id, bool reset, Micros now) override {
    component_.closed(id, reset, now);
  }
  void stop(Micros now) override { component_.stop(now); }
  std::optional<Micros> next_timer() const override { return component_.next_timer(); }
  void tick(Micros now) override { component_.tick(now); }
  bool gone() const override {
    return component_.crashed() || component_.exited() || !component_.next_timer();
  }
  // As a listening socket does, connections are taken at once.
  std::vector<PeerOutput> take_outputs(Micros now) override {
    using Kind = mock::ComponentOutput::Kind;
    std::vector<PeerOutput> outputs;
    for (auto taken = component_.take_outputs(); !taken.empty();
         taken = component_.take_outputs()) {
      for (mock::ComponentOutput& output : taken) {
        if (output.kind == Kind::exit) continue;
        const auto kind = output.kind == Kind::connect ? PeerOutput::Kind::dial
                          : output.kind == Kind::bytes ? PeerOutput::Kind::bytes
                          : output.kind == Kind::fin   ? PeerOutput::Kind::fin
                                                       : PeerOutput::Kind::rst;
        outputs.push_back({kind, output.session, std::move(output.bytes)});
        if (kind == PeerOutput::Kind::dial) component_.connected(output.session, now);
      }
    }
    return outputs;
  }

 private:
  mock::MockComponent& component_;
};

class VirtualNetwork {
 public:
  VirtualNetwork(Interpreter& judge, Peer& peer, Micros now)
      : judge_(judge), peer_(peer), now_(now), begin_(now) {}

  Micros run() {
    collect();
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
    PeerOutput output;
  };

  void perform(const Action& action) {
    if (action.kind == Action::Kind::connect) return connect(action.session);
    if (action.kind == Action::Kind::stop_target) return peer_.stop(now_);
    if (action.kind == Action::Kind::sample) return judge_.sampled(std::nullopt, now_ - begin_);
    const auto found = theirs_.find(action.session);
    if (found == theirs_.end()) return;
    const mock::SessionId id = found->second;
    switch (action.kind) {
      case Action::Kind::send:
        peer_.received(id, action.bytes, now_);
        break;
      case Action::Kind::half_close:
      case Action::Kind::close:
        peer_.closed(id, false, now_);
        break;
      case Action::Kind::reset:
        peer_.closed(id, true, now_);
        break;
      default:
        break;
    }
  }

  void connect(SessionIndex session) {
    if (const auto id = peer_.accept(now_)) return pair(session, *id);
    waiting_.push_back(session);
    accept_waiting();
  }

  void pair(SessionIndex session, mock::SessionId id) {
    theirs_[session] = id;
    ours_[id] = session;
    judge_.connected(session, now_ - begin_);
  }

  void accept_waiting() {
    while (!waiting_.empty() && !dialled_.empty()) {
      pair(waiting_.front(), dialled_.front());
      waiting_.pop_front();
      const mock::SessionId id = dialled_.front();
      dialled_.pop_front();
      for (PeerOutput& output : unaccepted_[id]) {
        deliveries_.push_back({now_ + latency_us, std::move(output)});
      }
      unaccepted_.erase(id);
    }
  }

  void collect() {
    for (PeerOutput& output : peer_.take_outputs(now_)) {
      if (output.kind == PeerOutput::Kind::dial) {
        dialled_.push_back(output.session);
        unaccepted_[output.session];
        accept_waiting();
      } else if (const auto early = unaccepted_.find(output.session); early != unaccepted_.end()) {
        early->second.push_back(std::move(output));
      } else if (ours_.contains(output.session)) {
        deliveries_.push_back({now_ + latency_us, std::move(output)});
      }
    }
    if (peer_.gone() && dialled_.empty()) {
      for (const SessionIndex session : waiting_) judge_.closed(session, false, now_ - begin_);
      waiting_.clear();
    }
  }

  void deliver(const Delivery& delivery) {
    const Micros t = now_ - begin_;
    const SessionIndex session = ours_.at(delivery.output.session);
    if (delivery.output.kind == PeerOutput::Kind::bytes) {
      judge_.bytes(session, delivery.output.bytes, t);
    } else {
      judge_.closed(session, delivery.output.kind == PeerOutput::Kind::rst, t);
    }
  }

  void pass_time() {
    std::optional<Micros> next;
    const auto consider = [&](std::optional<Micros> t) {
      if (t && (!next || *t < *next)) next = t;
    };
    if (!deliveries_.empty()) consider(deliveries_.front().due);
    if (const auto t = judge_.deadline()) consider(*t + begin_);
    consider(peer_.next_timer());
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
    peer_.tick(now_);
  }

  Interpreter& judge_;
  Peer& peer_;
  Micros now_, begin_;
  std::map<SessionIndex, mock::SessionId> theirs_;
  std::map<mock::SessionId, SessionIndex> ours_;
  std::deque<SessionIndex> waiting_;     // sessions of the judge without a connection
  std::deque<mock::SessionId> dialled_;  // connections that nobody has accepted yet
  std::map<mock::SessionId, std::vector<PeerOutput>> unaccepted_;
  std::deque<Delivery> deliveries_;
};

}  // namespace

Micros run_virtually(Interpreter& judge, mock::MockServer& server, Micros now) {
  ServerPeer peer(server);
  return VirtualNetwork(judge, peer, now).run();
}

Micros run_virtually(Interpreter& judge, mock::MockComponent& component, Micros now) {
  ComponentPeer peer(component);
  component.start(now);
  return VirtualNetwork(judge, peer, now).run();
}

}  // namespace jcp
