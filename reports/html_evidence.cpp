// The dialogues of what is red, for paper and for readers without script.

#include "html_markup.hpp"
#include "html_sections.hpp"
#include "printable.hpp"

namespace jcp::html {

namespace {

constexpr std::size_t most_of_an_event = 600;  // bytes

std::string listed(const ScenarioResult& result, const Column& column,
                   const ReportContext& context) {
  const Redaction& redaction = context.redaction;
  const auto divergence = divergence_of(result, context.suite);
  std::string facts;
  const auto fact = [&](const char* name, const std::string& words) {
    if (words.empty()) return;
    facts += "<div><dt>" + std::string(name) + "</dt><dd>" + words + "</dd></div>\n";
  };
  fact("rule", prose(rule_of(result, context.suite)));
  for (const std::string& line : rules_of(result, context.suite)) {
    fact(breaks_a_rule(result) ? "breaks" : "proves", prose(line));
  }
  if (divergence) {
    fact("step", text(divergence->step) + " <code>" +
                     text(step_json(result, divergence->step, context.suite)) + "</code>");
    fact("expected", text(shortened(redaction.apply(divergence->expected), 2000)));
    fact("actual", text(shortened(redaction.apply(divergence->actual), 2000)));
  }
  fact("reason", text(redaction.apply(result.reason)));
  fact("replay", "<code class=\"command\">" + text(replay_of(result, column.run.target_arguments)) +
                     "</code>");
  return "<dl>" + facts + "</dl>\n";
}

std::string article(const ScenarioResult& result, const Column& column,
                    const ReportContext& context) {
  std::string lines;
  const auto entries = context.redaction.apply(result.transcript.entries());
  for (const std::string& line :
       event_lines(entries, divergence_of(result, context.suite), most_of_an_event)) {
    // They are printable already: a second time would double each backslash.
    lines += escaped(line) + "\n";
  }
  return "<article><h4>" + badge(to_string(result.verdict)) + " " + text(result.title) +
         "</h4>\n<p class=\"key\">" + text(result.key()) + "</p>\n" +
         listed(result, column, context) + (lines.empty() ? "" : "<pre>" + lines + "</pre>") +
         "</article>\n";
}

}  // namespace

std::string evidence_section(const Column& column, const ReportContext& context, std::size_t most) {
  std::string articles;
  std::size_t red = 0;
  for (const ScenarioResult& result : column.run.results) {
    if (!is_red(result.verdict)) continue;
    if (++red <= most) articles += article(result, column, context);
  }
  if (red == 0) return {};
  if (red > most) {
    articles += "<p>The first " + std::to_string(most) + " of " + std::to_string(red) +
                ". All of them are behind the links above, with script, and in the file of "
                "<code>--report json=FILE</code>.</p>\n";
  }
  return "<section class=\"evidence\"><h3>Evidence of what is red: " + escaped(column.label) +
         "</h3>\n" + articles + "</section>\n";
}

}  // namespace jcp::html
