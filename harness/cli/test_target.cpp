#include "test_target.hpp"

#include <algorithm>
#include <chrono>

#include "harness/runner/live_run.hpp"
#include "harness/runner/mock_target.hpp"
#include "reports/evidence.hpp"
#include "suggestion.hpp"

namespace jcp::cli {

namespace {

bool is_file(const std::string& target) {
  return target.find('/') != std::string::npos || target.ends_with(".json");
}

// Without its secret: that is asked for in JCPSPEC_SECRET then.
std::string without_secret(const std::string& component) {
  const std::size_t at = component.find('=');
  const bool in_file = component.find("=@") == at;
  return in_file ? component : component.substr(0, at);
}

}  // namespace

Profile profile_for(const TestOptions& o) {
  if (!o.connect.empty()) return profile_of({o.connect, o.components, o.host, o.allow_remote});
  if (!o.launch.empty()) return profile_of_launch(o.launch, o.features);
  std::vector<std::string> names = embedded_profiles();
  names.emplace_back("mock");
  names.emplace_back("mock-component");
  const bool known = std::find(names.begin(), names.end(), o.target) != names.end();
  if (!known && !is_file(o.target)) {
    if (const std::string hint = suggestion(o.target, names); !hint.empty()) {
      throw UserError("--target " + o.target + ": no such target" + hint);
    }
  }
  return load_profile(o.target);
}

TestTarget::TestTarget(const TestOptions& options) : options_(options) {
  if (options.target == "mock-component") profile_.role = "component";
  if (options.target == "mock-component") name_ = options.target;
  if (options.built_in()) return;
  profile_ = profile_for(options);
  name_ = profile_.name;
}

Redaction TestTarget::redaction() const {
  // The secrets of what we start ourselves are in its profile for everybody to read.
  if (options_.no_redact || options_.built_in() || profile_.managed()) return {};
  std::vector<std::string> secrets;
  for (const Domain& domain : profile_.domains) secrets.push_back(domain.secret);
  return Redaction(std::move(secrets), true);
}

std::string TestTarget::arguments() const {
  if (options_.built_in()) return options_.target.empty() ? "" : "--target " + options_.target;
  if (!options_.launch.empty()) {
    std::string text = "--launch " + quoted(options_.launch);
    for (const std::string& feature : options_.features) text += " --feature " + quoted(feature);
    return text;
  }
  if (options_.connect.empty()) return "--target " + quoted(options_.target);
  std::string text = "--connect " + quoted(options_.connect);
  for (const std::string& component : options_.components) {
    text += " --component " + quoted(without_secret(component));
  }
  if (!options_.host.empty()) text += " --host " + quoted(options_.host);
  for (const std::string& host : options_.allow_remote) text += " --allow-remote " + quoted(host);
  return text;
}

std::string TestTarget::announcement() const {
  if (!profile_.managed() || !is_file(options_.target)) return {};
  std::string text = options_.target + " starts:";
  for (const std::string& argument : profile_.command) text += " " + quoted(argument);
  return text;
}

RunResult TestTarget::run(const Suite& suite, const std::vector<CaseRef>& cases, std::uint64_t seed,
                          StopAfter stop_after, RunObserver& observer) const {
  if (options_.built_in()) return run_mock(suite, cases, seed, observer);
  LiveOptions live;
  live.profile = profile_;
  live.cases = cases;
  // A component in a test mostly waits, and has a process of its own.
  if (profile_.role == "component") live.jobs = 16;
  if (options_.jobs > 0) live.jobs = options_.jobs;
  live.seed = seed;
  live.time_scale = options_.time_scale;
  live.no_deadlines = options_.no_deadlines;
  live.stop_after = std::move(stop_after);
  return run_live(suite, live, observer);
}

RunResult TestTarget::run_mock(const Suite& suite, const std::vector<CaseRef>& cases,
                               std::uint64_t seed, RunObserver& observer) const {
  const auto began = std::chrono::steady_clock::now();
  observer.started(cases.size());
  MockOptions mock;
  mock.seed = seed;
  RunResult run = run_all_on_mock(suite, our_role(), cases, mock);
  for (const ScenarioResult& result : run.results) {
    if (!result.id.starts_with("always/")) observer.finished(result);
  }
  run.target_version = JCP_VERSION;
  run.duration_us = std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::steady_clock::now() - began)
                        .count();
  return run;
}

}  // namespace jcp::cli
