#include "html.hpp"

#include <map>

#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/digest.hpp"
#include "html_markup.hpp"
#include "html_sections.hpp"
#include "result_file.hpp"
#include "scenarios/embedded.hpp"
#include "source_url.hpp"

namespace jcp {

namespace {

using html::Column;

std::string file(const std::string& name) {
  return std::string(find_embedded("reports/html/" + name)->text);
}

// Before the first paint: what is there for readers without script is not to flash.
const char* const first_script = "document.documentElement.classList.add('js');";

std::string script() {
  std::string text = "'use strict';\n(() => {\n";
  for (const char* name :
       {"bytes.js", "data.js", "reasons.js", "diagram.js", "scenario.js", "views.js", "page.js"}) {
    text += file(name);
  }
  return text + "})();\n";
}

std::string source_of(std::string_view inline_text) {
  return "'sha256-" + base64(sha256(inline_text)) + "'";
}

// Nothing is fetched, nothing runs and nothing styles but what jcpspec wrote; what stands in a
// transcript could not even if the escaping were wrong.
std::string policy(const std::string& style, const std::string& code) {
  return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src " +
         source_of(style) + "; script-src " + source_of(first_script) + " " + source_of(code) +
         "; require-trusted-types-for 'script'; trusted-types 'none'";
}

Json json_of(const Requirement& row) {
  Json json{{"family", row.family},
            {"level", row.level},
            {"source", row.source},
            {"sentence", row.sentence},
            {"grade", to_string(row.grade)}};
  const std::string url = source_url(row.source);
  if (!url.empty()) json["url"] = url;
  if (!row.grade_reason.empty()) json["grade_reason"] = row.grade_reason;
  if (!row.left_out.empty()) json["left_out"] = row.left_out + ": " + row.left_out_reason;
  return json;
}

// What the script shows beside the results: sentences and scenario files, of what is on the page.
std::string suite_json(const std::vector<Column>& columns, const Suite& suite) {
  Json requirements = Json::object();
  Json files = Json::object();
  for (const Column& column : columns) {
    for (const RequirementResult& row : column.run.requirements) {
      const Requirement* rule = suite.catalogue().find(row.id);
      if (rule) requirements[row.id] = json_of(*rule);
    }
    for (const auto* results : {&column.run.results, &column.run.support}) {
      for (const ScenarioResult& result : *results) {
        if (files.contains(result.id)) continue;
        const Scenario* scenario = suite.find(result.id);
        if (scenario) files[result.id] = parse_json(scenario->source, scenario->file);
      }
    }
  }
  for (const AlwaysRule& rule : suite.always_rules()) {
    files[rule.id] = parse_json(rule.source, rule.id);
  }
  const Json json{{"version", JCP_VERSION},
                  {"requirements", std::move(requirements)},
                  {"files", std::move(files)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string data_of(const std::vector<Column>& columns, const ReportContext& context) {
  std::string data = "<script type=\"application/json\" id=\"suite\">" +
                     html::json_block(suite_json(columns, context.suite)) + "</script>\n";
  for (const Column& column : columns) {
    data += "<script type=\"application/json\" class=\"run\" data-label=\"" +
            html::escaped(column.label) + "\">" +
            html::json_block(result_file(column.run, context)) + "</script>\n";
  }
  return data;
}

// In one pass: what was put in is not looked at again.
std::string filled(std::string_view page, const std::map<std::string, std::string>& parts) {
  std::string result;
  while (true) {
    const std::size_t begin = page.find("{{");
    result += page.substr(0, begin);
    if (begin == std::string_view::npos) return result;
    const std::size_t end = page.find("}}", begin);
    result += parts.at(std::string(page.substr(begin + 2, end - begin - 2)));
    page.remove_prefix(end + 2);
  }
}

std::string words() {
  std::string list;
  for (const char* verdict :
       {"pass", "warn", "fail", "crash", "hang", "blocked", "skip", "error", "info", "untested"}) {
    list += "<div><dt>" + html::badge(verdict) + "</dt><dd>" +
            html::text(html::meaning_of(verdict)) + "</dd></div>\n";
  }
  return list;
}

std::string page_of(const std::vector<Column>& columns, const ReportContext& context,
                    const std::string& title, bool matrix) {
  const std::string style = file("style.css");
  const std::string code = script();
  std::string results;
  for (const Column& column : columns) {
    results += "<section class=\"view\" data-view=\"target\" data-target=\"" +
               html::escaped(column.label) + "\">\n" + html::target_section(column, context) +
               html::evidence_section(column, context, matrix ? 10 : 100) + "</section>\n";
  }
  return filled(file("page.html"),
                {{"policy", policy(style, code)},
                 {"title", html::escaped(title)},
                 {"style", style},
                 {"first", first_script},
                 {"kind", matrix ? "matrix" : "run"},
                 {"count", std::to_string(columns.size())},
                 {"targets", matrix ? html::targets_table(columns) : std::string()},
                 // What a reader without script sees first.
                 {"results first", matrix ? std::string() : results},
                 {"results last", matrix ? results : std::string()},
                 {"requirements", html::requirements_table(columns, context.suite)},
                 {"traits", html::traits_table(columns)},
                 {"words", words()},
                 {"data", data_of(columns, context)},
                 {"script", code}});
}

}  // namespace

std::string html_file(const RunResult& run, const ReportContext& context) {
  const std::string label = html::labels_of({&run}).front();
  return page_of({{run, label}}, context, label + " · XEP-0114 · jcpspec", false);
}

std::string matrix_file(const std::vector<RunResult>& runs, const Suite& suite) {
  std::vector<const RunResult*> all;
  for (const RunResult& run : runs) all.push_back(&run);
  const std::vector<std::string> labels = html::labels_of(all);
  std::vector<Column> columns;
  for (std::size_t i = 0; i < runs.size(); ++i) columns.push_back({runs[i], labels[i]});
  return page_of(columns, {suite, Redaction{}},
                 std::to_string(runs.size()) + " implementations of XEP-0114 · jcpspec", true);
}

}  // namespace jcp
