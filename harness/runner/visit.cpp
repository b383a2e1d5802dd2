#include "visit.hpp"

#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "dialogue.hpp"
#include "harness/net/loop.hpp"
#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace {

Binding binding_of(const VisitOptions& options) {
  Binding binding;
  binding.host = options.profile.host;
  for (const Domain& domain : options.profile.domains) {
    binding.leases.push_back({domain.name, domain.secret});
  }
  binding.timing.ceiling = limits::component_close_ceiling_ms * 1'000;
  binding.timing.deadline = limits::deadline_ceiling_ms * 1'000;
  binding.timing.connect =
      std::chrono::duration_cast<std::chrono::microseconds>(options.patience).count();
  binding.settle = options.profile.settle_ms * 1'000;
  return binding;
}

ScenarioResult identified(const CaseRef& ref, ScenarioResult result) {
  result.id = ref.scenario->id;
  result.case_name = ref.which->name;
  result.title = ref.title();
  result.scenario_class = ref.which->scenario_class;
  return result;
}

}  // namespace

std::optional<ScenarioResult> play_to_visitor(const CaseRef& ref, const VisitOptions& options) {
  const Program& program = *ref.which->program(Role::server);
  if (static_cast<std::size_t>(program.slots) > options.profile.domains.size()) {
    ScenarioResult skipped;
    skipped.verdict = Verdict::skip;
    skipped.reason = "needs " + std::to_string(program.slots) + " component domains";
    return identified(ref, std::move(skipped));
  }
  net::Loop loop;
  net::ListenResult listening =
      net::listen(loop.executor(), options.profile.address, options.profile.port);
  if (!listening.listener) throw UserError("--listen: " + listening.reason);
  options.listening(listening.listener->local());
  Interpreter judge(program, binding_of(options));
  bool interrupted = false;
  std::exception_ptr error;
  DialogueHooks hooks;
  hooks.failed = [&](std::exception_ptr thrown) {
    error = thrown;
    loop.stop();
  };
  hooks.cancelled = [&] { return interrupted; };
  boost::asio::signal_set signals(loop.executor(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& failed, int) {
    if (!failed) interrupted = true;
  });
  const auto whole = [&]() -> boost::asio::awaitable<void> {
    Opener opener = answer_at(*listening.listener, options.patience);
    co_await play(judge, std::move(opener), hooks);
    signals.cancel();
  };
  net::spawn(loop.executor(), whole(), hooks.failed);
  loop.run();
  if (error) std::rethrow_exception(error);
  if (interrupted) return std::nullopt;
  return identified(ref, judge.result());
}

}  // namespace jcp
