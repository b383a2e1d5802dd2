// Targets side by side: one line each, requirements by family, and what the texts leave open.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "html_markup.hpp"
#include "html_reasons.hpp"
#include "html_sections.hpp"
#include "printable.hpp"

namespace jcp::html {

namespace {

// Best first, so that the worst of several is the last.
constexpr std::array<std::string_view, 10> worse{"untested", "skip",  "pass", "info", "warn",
                                                 "blocked",  "error", "fail", "hang", "crash"};

std::size_t badness(std::string_view verdict) {
  return static_cast<std::size_t>(std::ranges::find(worse, verdict) - worse.begin());
}

using Row = std::vector<const RequirementResult*>;  // one a column; nullptr: not of its side

struct Family {
  std::string key, title;
  std::vector<std::pair<std::string, Row>> rows;  // by id
};

void add_to(Family& family, const std::string& id, std::size_t columns, std::size_t column,
            const RequirementResult& result) {
  auto at = std::ranges::find(family.rows, id, &std::pair<std::string, Row>::first);
  if (at == family.rows.end()) at = family.rows.insert(at, {id, Row(columns)});
  at->second[column] = &result;
}

// In the order of the catalogue; what it does not know comes last.
std::vector<Family> families_of(const std::vector<Column>& columns, const Catalogue& catalogue) {
  std::vector<Family> families;
  for (const auto& [key, title] : catalogue.families()) families.push_back({key, title, {}});
  families.push_back({"", "Not in this catalogue", {}});
  std::map<std::string, std::map<std::size_t, const RequirementResult*>> found;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (const RequirementResult& row : columns[i].run.requirements) found[row.id][i] = &row;
  }
  const auto place = [&](const std::string& id, Family& family) {
    const auto at = found.find(id);
    if (at == found.end()) return;
    for (const auto& [i, row] : at->second) add_to(family, id, columns.size(), i, *row);
    found.erase(at);
  };
  for (const Requirement& row : catalogue.requirements()) {
    const auto at = std::ranges::find(families, row.family, &Family::key);
    place(row.id, at == families.end() ? families.back() : *at);
  }
  while (!found.empty()) {
    const std::string id = found.begin()->first;
    place(id, families.back());
  }
  std::erase_if(families, [](const Family& family) { return family.rows.empty(); });
  return families;
}

std::string column_heads(const std::vector<Column>& columns, const std::string& first) {
  std::string result = "<thead><tr><th scope=\"col\">" + first + "</th>";
  for (const Column& column : columns) {
    result += "<th scope=\"col\"><a href=\"" + target_link(column.label) + "\">" +
              escaped(column.label) + "</a></th>";
  }
  return result + "</tr></thead>\n";
}

// How a family fares on one target: the worst, and how many are as they should be.
std::string family_cell(const Family& family, std::size_t column) {
  std::size_t good = 0, judged = 0, untested = 0, all = 0;
  std::string worst = "untested";
  for (const auto& [id, row] : family.rows) {
    if (!row[column]) continue;
    ++all;
    const std::string& verdict = row[column]->verdict;
    if (is_judged(*row[column])) ++judged;
    if (verdict == "untested") ++untested;
    if (verdict == "pass" || verdict == "info") ++good;
    if (badness(verdict) > badness(worst)) worst = verdict;
  }
  if (all == 0) return "<td class=\"none\">·</td>";
  const std::size_t left = all - judged;
  std::string rest = left == 0 ? "" : ", " + std::to_string(left);
  if (left != 0) rest += left == untested ? " untested" : " not judged";
  return "<td>" + badge(worst) + " <span class=\"part\">" + std::to_string(good) + "/" +
         std::to_string(judged) + rest + "</span></td>";
}

// Of the scenarios that decided it: a MUST may count as a warning only.
std::string reason_of(const RequirementResult& row, const Column& column, const Suite& suite) {
  if (row.verdict != "warn") return {};
  for (const ScenarioResult& result : column.run.results) {
    if (std::ranges::find(row.scenarios, result.key()) == row.scenarios.end()) continue;
    const std::string reason = why_a_warning(result, suite, row.id);
    if (!reason.empty()) return reason;
  }
  return {};
}

std::string cell(const RequirementResult* result, const Column& column, const Suite& suite) {
  // Of the other side: no rule for this target.
  if (!result) return "<td class=\"none\"><span title=\"not a rule for this side\">·</span></td>";
  const std::string reason = reason_of(*result, column, suite);
  const std::string link = "<td data-v=\"" + text(result->verdict) + "\"><a href=\"" +
                           evidence_link(column.label, result->id) + "\"";
  if (reason.empty()) return link + ">" + badge(result->verdict) + "</a></td>";
  // All of it where there is no room to read it.
  return link + " title=\"" + text(reason) + "\">" + badge(result->verdict) +
         " <span class=\"because\">" + prose(reason) + "</span></a></td>";
}

bool differs(const Row& row) {
  std::set<std::string> verdicts;
  for (const RequirementResult* result : row) {
    // What was not judged says nothing.
    constexpr std::string_view silent = " skip untested blocked error ";
    if (result && silent.find(" " + result->verdict + " ") == std::string_view::npos) {
      verdicts.insert(result->verdict);
    }
  }
  return verdicts.size() > 1;
}

bool has_red(const Row& row) {
  return std::ranges::any_of(row, [](const RequirementResult* result) {
    return result && badness(result->verdict) >= badness("blocked");
  });
}

bool is_open(const Row& row) {
  return std::ranges::any_of(
      row, [](const RequirementResult* result) { return result && result->verdict != "pass"; });
}

std::string requirement_row(const std::string& id, const Row& row,
                            const std::vector<Column>& columns, const Suite& suite) {
  const Requirement* rule = suite.catalogue().find(id);
  const auto some = std::ranges::find_if(row, [](const auto* result) { return result != nullptr; });
  std::string result = "<tr data-r=\"" + text(id) + "\"" + (differs(row) ? " data-differs" : "") +
                       (has_red(row) ? " data-red" : "") + (is_open(row) ? " data-open" : "") +
                       "><th scope=\"row\"><a class=\"go\" href=\"" + requirement_link(id) + "\">" +
                       text(id) + "</a> <span class=\"level\">" +
                       text(some == row.end() ? "" : (*some)->level) + "</span>";
  if (rule) result += "<span class=\"sentence\">" + prose(rule->sentence) + "</span>";
  result += "</th>";
  for (std::size_t i = 0; i < columns.size(); ++i) result += cell(row[i], columns[i], suite);
  return result + "</tr>\n";
}

// ---- traits

// answer -> the keys that gave it
using Answers = std::map<std::string, std::vector<std::string>>;

bool differs(const std::vector<Answers>& row) {
  std::set<std::set<std::string>> given;
  for (const Answers& answers : row) {
    std::set<std::string> words;
    for (const auto& [answer, keys] : answers) words.insert(answer);
    if (!words.empty()) given.insert(std::move(words));
  }
  return given.size() > 1;
}

std::string answers_cell(const Answers& answers, const Column& column) {
  if (answers.empty()) return "<td class=\"none\">·</td>";
  std::string result = "<td>";
  for (const auto& [answer, keys] : answers) {
    result += "<div><a href=\"" + evidence_link(column.label, keys.front()) + "\">" + text(answer) +
              "</a>";
    if (keys.size() > 1)
      result += " <span class=\"part\">×" + std::to_string(keys.size()) + "</span>";
    result += "</div>";
  }
  return result + "</td>";
}

// ---- targets

struct Count {
  std::string_view verdict;
  int Totals::*of;
};
// Worst first: a narrow screen shows the first ones only.
constexpr Count counts[] = {{"crash", &Totals::crash},     {"hang", &Totals::hang},
                            {"fail", &Totals::fail},       {"error", &Totals::error},
                            {"blocked", &Totals::blocked}, {"warn", &Totals::warn},
                            {"pass", &Totals::pass},       {"skip", &Totals::skip}};

// A column of zeros says nothing.
std::vector<Count> counts_of(const std::vector<Column>& columns) {
  std::vector<Count> used;
  for (const Count& count : counts) {
    const auto has = [&](const Column& c) { return totals_of(c.run.results).*count.of != 0; };
    const bool usual =
        count.verdict == "pass" || count.verdict == "warn" || count.verdict == "fail";
    if (usual || std::ranges::any_of(columns, has)) used.push_back(count);
  }
  return used;
}

std::string target_row(const Column& column, const std::vector<Count>& used) {
  const RunResult& run = column.run;
  const Totals totals = totals_of(run.results);
  std::string row = "<tr><th scope=\"row\"><a class=\"go\" href=\"" + target_link(column.label) +
                    "\">" + escaped(column.label) + "</a><span class=\"version\">" +
                    text(run.target_role) + " " + text(version_of(run)) + "</span></th>";
  for (const Count& count : used) {
    const int number = totals.*count.of;
    row += "<td class=\"num" + std::string(number == 0 ? " none" : "") + "\">" +
           std::to_string(number) + "</td>";
  }
  const Coverage coverage = coverage_of(run);
  row += "<td class=\"num\">" + std::to_string(coverage.judged) + "/" +
         std::to_string(coverage.all) + "</td>";
  return row + "<td>" + outcome_of(run) + "</td><td>" + text(date_of(run)) +
         "<span class=\"version\">jcpspec " +
         text(run.tool_version.empty() ? JCP_VERSION : run.tool_version) + "</span></td></tr>\n";
}

}  // namespace

std::string targets_table(const std::vector<Column>& columns) {
  const std::vector<Count> used = counts_of(columns);
  std::string result =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Targets\"><table "
      "class=\"targets\"><thead><tr><th scope=\"col\">Target</th>";
  for (const Count& count : used) {
    result += "<th scope=\"col\" class=\"num\">" + badge(count.verdict) + "</th>";
  }
  result +=
      "<th scope=\"col\" class=\"num\" title=\"requirements of its side\">judged</th>"
      "<th scope=\"col\">Outcome</th><th scope=\"col\">When</th></tr></thead><tbody>\n";
  for (const Column& column : columns) result += target_row(column, used);
  return result + "</tbody></table></div>\n";
}

std::string requirements_table(const std::vector<Column>& columns, const Suite& suite) {
  std::string result =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Requirements\"><table "
      "class=\"matrix\">" +
      column_heads(columns, "Requirement");
  for (const Family& family : families_of(columns, suite.catalogue())) {
    result +=
        "<tbody class=\"family\"><tr class=\"head\"><th scope=\"rowgroup\"><span class=\"fold\">" +
        text(family.title) + "</span></th>";
    for (std::size_t i = 0; i < columns.size(); ++i) result += family_cell(family, i);
    result += "</tr>\n";
    for (const auto& [id, row] : family.rows) {
      result += requirement_row(id, row, columns, suite);
    }
    result += "</tbody>\n";
  }
  return result + "</table></div>\n";
}

std::string traits_table(const std::vector<Column>& columns) {
  std::map<std::string, std::vector<Answers>> questions;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (const ScenarioResult& result : columns[i].run.results) {
      for (const auto& [question, answer] : result.traits) {
        auto& row = questions.try_emplace(question, columns.size()).first->second;
        row[i][answer].push_back(result.key());
      }
    }
  }
  if (questions.empty()) return "<p>None was recorded in this run.</p>\n";
  std::string result =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Traits\"><table "
      "class=\"traits\">" +
      column_heads(columns, "Question") + "<tbody>\n";
  for (const auto& [question, row] : questions) {
    result += "<tr" + std::string(differs(row) ? " data-differs" : "") + "><th scope=\"row\">" +
              text(question) + "</th>";
    for (std::size_t i = 0; i < columns.size(); ++i) result += answers_cell(row[i], columns[i]);
    result += "</tr>\n";
  }
  return result + "</tbody></table></div>\n";
}

}  // namespace jcp::html
