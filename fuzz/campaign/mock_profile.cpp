#include "mock_profile.hpp"

#include "harness/runner/made_up_domains.hpp"

namespace jcp::fuzz {

namespace {

constexpr int mock_domains = 6;

}  // namespace

Profile mock_server_profile(const std::string& program) {
  Profile profile;
  profile.name = "mock";
  profile.host = made_up_host;
  profile.ports = {"port"};
  profile.features = {"host"};
  profile.command = {program, "mock-server", "--listen", "127.0.0.1:{port}", "--host", "{host}"};
  for (int number = 1; number <= mock_domains; ++number) {
    const Lease lease = made_up_lease(number);
    profile.domains.push_back({lease.domain, lease.secret, ""});
    profile.command.insert(profile.command.end(),
                           {"--component", lease.domain + "=" + lease.secret});
  }
  return profile;
}

Profile mock_component_profile(const std::string& program) {
  Profile profile;
  profile.name = "mock-component";
  profile.role = "component";
  profile.command = {program, "mock-component"};
  profile.features = {"echo"};
  return profile;
}

}  // namespace jcp::fuzz
