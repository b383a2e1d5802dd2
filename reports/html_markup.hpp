#pragma once
// Text -> HTML that can do no harm, and the words and signs of the verdicts.

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/run_result.hpp"

namespace jcp::html {

// For element content and quoted attributes; what hides or reorders text becomes visible escapes.
std::string text(std::string_view bytes);
// What is printable already.
std::string escaped(std::string_view harmless);
// The same as text(), and what stands between backticks becomes <code>.
std::string prose(std::string_view bytes);

// JSON without indentation, that cannot end the script element it stands in.
std::string json_block(std::string_view json);

// "#/cell/TARGET/KEY": where the evidence of a scenario, or of a requirement, is shown.
std::string evidence_link(std::string_view label, std::string_view key);
std::string target_link(std::string_view label);
std::string requirement_link(std::string_view id);

// What a target is called on the page and in its links: its name, made unique.
std::vector<std::string> labels_of(const std::vector<const RunResult*>& runs);

// Sign and word, never colour alone.
std::string badge(std::string_view verdict);
// What a verdict means, for somebody who never saw the tool.
std::string_view meaning_of(std::string_view verdict);

}  // namespace jcp::html
