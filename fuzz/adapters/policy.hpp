#pragma once
// Known ways in which parsers differ. Which parser may differ in which way stands beside it in
// CMake (jcp_parser_adapter, KNOWN); everything else is a finding.

#include <span>
#include <string_view>

#include "parser_adapter.hpp"

namespace jcp::fuzz {

struct PolicyRow {
  std::string_view id;        // Divergence::cause
  std::string_view severity;  // high: other stanzas or addresses than were sent; medium; low
  std::string_view clause;    // XML: Extensible Markup Language 1.0; NS: Namespaces in XML 1.0
  std::string_view sentence;
};

std::span<const PolicyRow> policy();
const PolicyRow* policy_row(std::string_view id);  // nullptr: none

bool knows(const ParserAdapter& adapter, std::string_view id);

}  // namespace jcp::fuzz
