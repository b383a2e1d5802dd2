#pragma once
// A target as its profile describes it (targets/NAME.json, docs/TARGETS.md), or as --connect does.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/suite.hpp"

namespace jcp {

struct Domain {
  std::string name;
  std::string secret;
  std::string kind;  // "" or odd-secret, long-secret, non-ascii-secret
};

struct Profile {
  std::string name;
  std::string role = "server";
  std::string title;
  std::string file;  // where it was read from; "" for --connect

  // How to start it; all empty for --connect. "{scratch}", "{port}", ... stand in every text.
  std::vector<std::string> command;
  std::map<std::string, std::string> environment;
  std::map<std::string, std::vector<std::string>> paths;  // name -> globs, the first that exists
  std::map<std::string, std::string> values;
  std::map<std::string, std::string> files;  // name in the scratch folder -> text of its template
  std::vector<std::string> ports;            // each gets a free one
  std::vector<std::string> version_command;
  std::string version_prefix;
  std::vector<std::string> packages;  // what to install when the command is missing
  std::int64_t ready_timeout_ms = 15'000;
  std::int64_t stop_deadline_ms = 3'000;
  // Of a component: how long it may take to dial in, and how long it is left alone after the
  // handshake (some lose what comes in the first milliseconds).
  std::int64_t first_connect_ms = 5'000;
  std::int64_t settle_ms = 100;

  std::string address = "127.0.0.1";
  unsigned short port = 0;  // 0: one of `ports`
  std::string host;
  std::vector<Domain> domains;
  std::set<std::string> features;
  std::map<std::string, bool> policy;

  Role our_role() const { return role == "component" ? Role::server : Role::component; }
  bool managed() const { return !command.empty(); }
};

// The names of the profiles that the binary carries.
std::vector<std::string> embedded_profiles();

// `name_or_file`: an embedded profile, or the path of a file whose templates lie beside it. Throws
// UserError.
Profile load_profile(const std::string& name_or_file);

struct ConnectOptions {
  std::string endpoint;                 // HOST:PORT
  std::vector<std::string> components;  // DOMAIN=SECRET or DOMAIN=@FILE; or JCPSPEC_SECRET
  std::string host;                     // "" = the parent of the first domain
  std::vector<std::string> allow_remote;
};

// Throws UserError: a malformed endpoint, no component, an address that is not loopback.
Profile profile_of(const ConnectOptions& options);

// Words, split at white space, without a shell; quotes as in a shell keep words together. Throws
// UserError, with the name of the option.
std::vector<std::string> words_of_command(const std::string& option, const std::string& command);

// A component that `command` starts. Throws UserError.
Profile profile_of_launch(const std::string& command, const std::vector<std::string>& features);

// The template language of profiles: {{name}}, {{name:lua}}, {{name:yaml}} (quoted for that
// language) and {{#components}} ... {{/components}} with domain and secret. Throws
// std::invalid_argument.
std::string render(std::string_view text, const std::map<std::string, std::string>& values,
                   const std::vector<Domain>& domains);

}  // namespace jcp
