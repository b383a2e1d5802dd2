#include "conditions.hpp"

#include <algorithm>

namespace jcp {
namespace {

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const std::array<std::string_view, 25> stream_conditions = {"bad-format",
                                                            "bad-namespace-prefix",
                                                            "conflict",
                                                            "connection-timeout",
                                                            "host-gone",
                                                            "host-unknown",
                                                            "improper-addressing",
                                                            "internal-server-error",
                                                            "invalid-from",
                                                            "invalid-namespace",
                                                            "invalid-xml",
                                                            "not-authorized",
                                                            "not-well-formed",
                                                            "policy-violation",
                                                            "remote-connection-failed",
                                                            "reset",
                                                            "resource-constraint",
                                                            "restricted-xml",
                                                            "see-other-host",
                                                            "system-shutdown",
                                                            "undefined-condition",
                                                            "unsupported-encoding",
                                                            "unsupported-feature",
                                                            "unsupported-stanza-type",
                                                            "unsupported-version"};

const std::array<std::string_view, 22> stanza_conditions = {"bad-request",
                                                            "conflict",
                                                            "feature-not-implemented",
                                                            "forbidden",
                                                            "gone",
                                                            "internal-server-error",
                                                            "item-not-found",
                                                            "jid-malformed",
                                                            "not-acceptable",
                                                            "not-allowed",
                                                            "not-authorized",
                                                            "policy-violation",
                                                            "recipient-unavailable",
                                                            "redirect",
                                                            "registration-required",
                                                            "remote-server-not-found",
                                                            "remote-server-timeout",
                                                            "resource-constraint",
                                                            "service-unavailable",
                                                            "subscription-required",
                                                            "undefined-condition",
                                                            "unexpected-request"};

bool is_stream_condition(std::string_view name) { return contains(stream_conditions, name); }

bool is_former_stream_condition(std::string_view name) {
  return name == "xml-not-well-formed" || name == "invalid-id";
}

bool is_stanza_condition(std::string_view name) { return contains(stanza_conditions, name); }

bool is_stanza_error_type(std::string_view name) {
  constexpr std::array<std::string_view, 5> types = {"auth", "cancel", "continue", "modify",
                                                     "wait"};
  return contains(types, name);
}

}  // namespace jcp
