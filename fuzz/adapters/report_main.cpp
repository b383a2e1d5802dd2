// What each parser does with each regression input (fuzz/seeds_wire.hpp):
//   differential_report [PARSER...]
// Exit 1: a parser differs in a way that nobody knows of it, or is said to differ in a way that
// no input shows, or that no row of the policy describes.

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "divergence.hpp"
#include "fuzz/seeds_wire.hpp"
#include "policy.hpp"

namespace jcp::fuzz {

namespace {

using Shown = std::map<std::string, std::set<std::string>>;  // cause -> ids of inputs

void print_outcome(const WireInput& wire, const OurReading& ours,
                   const std::vector<ParserEvent>& theirs) {
  std::size_t elements = 0;
  std::string end = "open";
  for (const ParserEvent& event : theirs) {
    if (event.kind == ParserEvent::Kind::element) ++elements;
    if (event.kind == ParserEvent::Kind::closed) end = "closed";
    if (event.kind == ParserEvent::Kind::refused) end = "refused: " + event.text;
  }
  std::printf("  %-9s expected %-20s got %zu stanzas, %s", wire.id.c_str(),
              ours.violation ? ours.violation->condition.c_str() : "no error", elements,
              end.c_str());
}

int report(const ParserAdapter& adapter) {
  std::printf("%.*s\n", static_cast<int>(adapter.name.size()), adapter.name.data());
  Shown shown;
  int wrong = 0;
  for (const WireInput& wire : wire_inputs()) {
    const std::string bytes = input_of(wire);
    const CutPlan input(bytes);
    const OurReading ours = our_reading(input);
    const auto theirs = events_of(adapter.feed, input);
    print_outcome(wire, ours, theirs);
    std::set<std::string> causes;
    for (const Divergence& d : divergences(ours, theirs, adapter.feed, input.document()))
      causes.insert(d.cause);
    for (const std::string& cause : causes) {
      const bool known = knows(adapter, cause);
      std::printf("; %s%s", known ? "" : "UNKNOWN ", cause.c_str());
      if (!known) ++wrong;
      shown[cause].insert(wire.id);
    }
    std::printf("\n");
  }
  for (const std::string_view id : adapter.known) {
    const PolicyRow* row = policy_row(id);
    const auto found = shown.find(std::string(id));
    if (!row || found == shown.end()) ++wrong;
    const std::string_view severity = row ? row->severity : "NO ROW";
    std::printf("  %-34.*s %-7.*s shown by", static_cast<int>(id.size()), id.data(),
                static_cast<int>(severity.size()), severity.data());
    if (found == shown.end()) std::printf(" NOTHING");
    if (found != shown.end()) {
      for (const std::string& wire : found->second) std::printf(" %s", wire.c_str());
    }
    std::printf("\n");
  }
  return wrong;
}

// Every row is of some parser, as long as all shipped ones are built in.
int unused_rows() {
  int wrong = 0;
  if (parser_adapters().size() < shipped_adapters) return 0;
  for (const PolicyRow& row : policy()) {
    const auto adapters = parser_adapters();
    if (std::any_of(adapters.begin(), adapters.end(),
                    [&](const ParserAdapter& a) { return knows(a, row.id); })) {
      continue;
    }
    std::printf("%.*s: of no parser\n", static_cast<int>(row.id.size()), row.id.data());
    ++wrong;
  }
  return wrong;
}

// Ours does what the table of inputs says.
int wrong_conditions() {
  int wrong = 0;
  for (const WireInput& wire : wire_inputs()) {
    const std::string bytes = input_of(wire);
    const OurReading ours = our_reading(CutPlan(bytes));
    const std::string condition = ours.violation ? ours.violation->condition : "";
    if (condition == wire.condition) continue;
    std::printf("%s: \"%s\", not \"%s\"\n", wire.id.c_str(), condition.c_str(),
                wire.condition.c_str());
    ++wrong;
  }
  return wrong;
}

}  // namespace

}  // namespace jcp::fuzz

int main(int argc, char** argv) {
  using namespace jcp::fuzz;
  const std::vector<std::string_view> wanted(argv + 1, argv + argc);
  int wrong = 0;
  std::size_t reported = 0;
  for (const ParserAdapter& adapter : parser_adapters()) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), adapter.name) == wanted.end()) {
      continue;
    }
    wrong += report(adapter);
    ++reported;
  }
  if (wanted.empty()) wrong += wrong_conditions() + unused_rows();
  std::printf("%zu parsers, %d wrong\n", reported, wrong);
  return reported == 0 || reported < wanted.size() ? 2 : wrong > 0 ? 1 : 0;
}
