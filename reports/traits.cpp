#include "traits.hpp"

#include <algorithm>
#include <set>

#include "printable.hpp"

namespace jcp {

namespace {

// A text in a cell of Markdown's tables.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : printable(text)) {
    if (std::string_view("|\\`*_<>[]&").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& text : cells) row += " " + text + " |";
  return row + "\n";
}

}  // namespace

std::map<std::string, Answers> traits_of(const RunResult& run) {
  std::map<std::string, Answers> traits;
  for (const ScenarioResult& result : run.results) {
    for (const auto& [question, answer] : result.traits) ++traits[question][answer];
  }
  return traits;
}

std::string in_words(const Answers& answers) {
  std::string text;
  for (const auto& [answer, count] : answers) {
    text += (text.empty() ? "" : ", ") + printable(answer);
    if (count > 1) text += " x" + std::to_string(count);
  }
  return text;
}

std::string traits_table(const std::vector<RunResult>& runs, bool only_different) {
  std::vector<std::map<std::string, Answers>> all;
  std::set<std::string> questions;
  std::vector<std::string> head{"trait"};
  for (const RunResult& run : runs) {
    all.push_back(traits_of(run));
    for (const auto& [question, answers] : all.back()) questions.insert(question);
    head.push_back(cell(full_name(run)));
  }
  std::string text = row_of(head) + row_of(std::vector<std::string>(head.size(), "---"));
  for (const std::string& question : questions) {
    std::vector<std::string> row{cell(question)};
    std::set<std::set<std::string>> ways;
    for (const auto& traits : all) {
      const auto at = traits.find(question);
      row.push_back(at == traits.end() ? "" : cell(in_words(at->second)));
      if (at == traits.end()) continue;
      std::set<std::string> way;
      for (const auto& [answer, count] : at->second) way.insert(answer);
      ways.insert(std::move(way));
    }
    if (!only_different || ways.size() > 1) text += row_of(row);
  }
  return text;
}

std::string full_name(const RunResult& run) {
  if (run.target_version.empty()) return run.target_name;
  const bool named = run.target_version.starts_with(run.target_name);
  return run.target_name +
         (named ? run.target_version.substr(run.target_name.size()) : " " + run.target_version);
}

}  // namespace jcp
