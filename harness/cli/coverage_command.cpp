#include <algorithm>
#include <cstdio>
#include <map>

#include "commands.hpp"
#include "harness/scenario/coverage.hpp"
#include "harness/scenario/json_file.hpp"
#include "suggestion.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

using State = CoverageRow::State;

const char* name_of(State state) {
  return state == State::proven ? "proven" : state == State::excused ? "excused" : "open";
}

std::vector<CoverageRow> asked_for(const Suite& suite, const CoverageOptions& options) {
  std::vector<std::string> families;
  for (const auto& [key, title] : suite.catalogue().families()) families.push_back(key);
  for (const std::string& family : options.families) {
    if (std::ranges::find(families, family) == families.end()) {
      throw UserError("--family " + family + ": no such family" + suggestion(family, families));
    }
  }
  std::vector<CoverageRow> rows = coverage(suite);
  std::erase_if(rows, [&](const CoverageRow& row) {
    const auto& asked = options.families;
    const bool of_family =
        asked.empty() || std::ranges::find(asked, row.requirement->family) != asked.end();
    return !of_family || (!options.side.empty() && row.side != options.side);
  });
  return rows;
}

void print_json(const std::vector<CoverageRow>& rows) {
  Json list = Json::array();
  for (const CoverageRow& row : rows) {
    Json json{{"id", row.requirement->id},         {"family", row.requirement->family},
              {"level", row.requirement->level},   {"side", row.side},
              {"source", row.requirement->source}, {"state", name_of(row.state)},
              {"scenarios", row.scenarios}};
    if (row.state == State::excused) {
      json["left_out"] = row.requirement->left_out;
      json["reason"] = row.requirement->left_out_reason;
    }
    list.push_back(std::move(json));
  }
  std::printf("%s\n", list.dump(2).c_str());
}

struct Count {
  int rows = 0, proven = 0, excused = 0, open = 0, open_must = 0;
};

void add(Count& count, const CoverageRow& row) {
  ++count.rows;
  if (row.state == State::proven) ++count.proven;
  if (row.state == State::excused) ++count.excused;
  if (row.state != State::open) return;
  ++count.open;
  if (is_mandatory(*row.requirement)) ++count.open_must;
}

void print_table(const Suite& suite, const std::vector<CoverageRow>& rows) {
  std::map<std::pair<std::string, std::string>, Count> counts;
  Count all;
  for (const CoverageRow& row : rows) {
    add(counts[{row.requirement->family, row.side}], row);
    add(all, row);
  }
  constexpr const char* format = "%-8s %-10s %5d %7d %8d %5d %10d   %s\n";
  std::printf("%-8s %-10s %5s %7s %8s %5s %10s\n", "family", "target", "rows", "proven", "excused",
              "open", "open MUST");
  for (const auto& [family, title] : suite.catalogue().families()) {
    for (const char* side : {"server", "component"}) {
      const auto found = counts.find({family, side});
      if (found == counts.end()) continue;
      const Count& c = found->second;
      std::printf(format, family.c_str(), side, c.rows, c.proven, c.excused, c.open, c.open_must,
                  title.c_str());
    }
  }
  std::printf(format, "all", "", all.rows, all.proven, all.excused, all.open, all.open_must, "");
}

void print_rows(const std::vector<CoverageRow>& rows) {
  for (const CoverageRow& row : rows) {
    const Requirement& r = *row.requirement;
    if (row.state == State::excused) {
      std::printf("excused    %s (%s, %s): %s: %s\n", r.id.c_str(), row.side.c_str(),
                  r.level.c_str(), r.left_out.c_str(), r.left_out_reason.c_str());
    } else if (row.state == State::open && is_mandatory(r)) {
      std::printf("open MUST  %s (%s, %s): %s\n", r.id.c_str(), row.side.c_str(), r.source.c_str(),
                  r.sentence.c_str());
    }
  }
}

}  // namespace

int run(const CoverageOptions& options) {
  const Suite suite = load_suite(options.scenarios);
  const std::vector<CoverageRow> rows = asked_for(suite, options);
  if (options.json) {
    print_json(rows);
  } else {
    print_table(suite, rows);
    print_rows(rows);
  }
  const bool open = std::ranges::any_of(rows, [](const CoverageRow& row) {
    return row.state == State::open && is_mandatory(*row.requirement);
  });
  return options.require && open ? 1 : 0;
}

}  // namespace jcp::cli
