#pragma once
// Whether what a report writer made has the form that its readers rely on, whatever a target said.
// Each returns what is wrong, one sentence; nullopt: nothing.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

using Flaw = std::optional<std::string>;

// By expat, below the strict stream parser: one root, no comments, no DTD, no stray text.
Flaw xml_flaw(std::string_view text);
Flaw json_flaw(std::string_view text);
// TAP 14: the plan agrees with the points, they are numbered, and nothing else stands in a line of
// its own but diagnostics, comments and the end.
Flaw tap_flaw(std::string_view text);
// No HTML but what we write, fences closed, nothing that hides text.
Flaw markdown_flaw(std::string_view text);
// Our page: elements, attributes and links of ours only, each script one that the policy allows or
// a block of JSON.
Flaw html_flaw(std::string_view page);
// Blocks of pcapng end to end, their two lengths the same.
Flaw pcapng_flaw(std::string_view file);
// Lines for a terminal, without control characters.
Flaw lines_flaw(std::string_view text);

}  // namespace jcp::fuzz
