#include "well_formed.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "fuzz/line_by_line.hpp"
#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// "ok 12 - name" or "not ok 12 - name".
bool is_point(std::string_view line, int number) {
  if (line.starts_with("not ")) line.remove_prefix(4);
  return line.starts_with("ok " + std::to_string(number) + " - ");
}

// What TAP readers read of a diagnostic: "---", keys, list items, "...".
bool is_diagnostic(std::string_view line) {
  if (line == "  ---" || line == "  ...") return true;
  const auto value = [](std::string_view text) {
    return text.size() >= 2 && text.starts_with('"') && text.ends_with('"');
  };
  if (line.starts_with("    - ")) return value(line.substr(6));
  if (!line.starts_with("  ")) return false;
  const std::size_t colon = line.find(':');
  const bool key =
      colon != std::string_view::npos && colon > 2 &&
      line.substr(2, colon - 2)
              .find_first_not_of("abcdefghijklmnopqrstuvwxyz_-ABCDEFGHIJKLMNOPQRSTUVWXYZ ") ==
          std::string_view::npos;
  return key && (line.size() == colon + 1 || value(line.substr(std::min(colon + 2, line.size()))));
}

std::uint32_t little(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i > 0; --i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

constexpr std::array markdown_tags = {"<code>",    "</code>",    "<details>", "</details>",
                                      "<summary>", "</summary>", "<br>",      "<!-- -->"};

// Of a line outside of fences.
Flaw markdown_line_flaw(std::string_view line) {
  for (std::size_t at = line.find('<'); at != std::string_view::npos; at = line.find('<', at + 1)) {
    const std::string_view rest = line.substr(at);
    const bool ours =
        std::ranges::any_of(markdown_tags, [&](const char* tag) { return rest.starts_with(tag); });
    const bool link = rest.starts_with("<https://") || rest.starts_with("<http://");
    if (!ours && !link) return "markup in \"" + std::string(line) + "\"";
  }
  return std::nullopt;
}

}  // namespace

Flaw xml_flaw(std::string_view text) {
  ParserLimits wide;
  wide.element_bytes = wide.token_bytes = text.size() + 1;
  StreamParser parser(wide);
  std::vector<StreamEvent> events;
  parser.feed(text, events);
  for (const StreamEvent& event : events) {
    if (const auto* violation = std::get_if<Violation>(&event.body)) return violation->what;
    if (std::holds_alternative<StrayText>(event.body)) return "text below the root";
  }
  if (!parser.ended()) return "it does not end";
  return std::nullopt;
}

Flaw json_flaw(std::string_view text) {
  if (Json::accept(text)) return std::nullopt;
  return "not JSON";
}

Flaw tap_flaw(std::string_view text) {
  int planned = -1, points = 0;
  bool in_diagnostic = false;
  Flaw flaw = lines_flaw(text);
  each_line(text, [&](std::string_view line) {
    const bool plan = line.starts_with("1..");
    if (plan) std::from_chars(line.data() + 3, line.data() + line.size(), planned);
    const bool point = !in_diagnostic && is_point(line, points + 1);
    if (point) ++points;
    if (line == "  ---") in_diagnostic = true;
    if (line == "  ...") in_diagnostic = false;
    const bool rest = line == "TAP version 14" || line.starts_with("# ") ||
                      line.starts_with("Bail out! ") || is_diagnostic(line);
    if (!plan && !point && !rest && !flaw) flaw = "the line \"" + std::string(line) + "\"";
  });
  if (!flaw && planned != points) flaw = "the plan is not what follows";
  if (!flaw && in_diagnostic) flaw = "a diagnostic without an end";
  return flaw;
}

Flaw markdown_flaw(std::string_view text) {
  std::string_view fence;
  Flaw flaw = lines_flaw(text);
  each_line(text, [&](std::string_view line) {
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    if (fence.empty() && ticks >= 3) {
      fence = line.substr(0, ticks);
    } else if (!fence.empty()) {
      if (ticks >= fence.size() && ticks == line.size()) fence = {};
    } else if (!flaw) {
      flaw = markdown_line_flaw(line);
    }
  });
  if (!flaw && !fence.empty()) flaw = "a fence without an end";
  return flaw;
}

Flaw pcapng_flaw(std::string_view file) {
  if (file.size() < 28 || little(file, 0) != 0x0A0D0D0A) return "no section header";
  while (!file.empty()) {
    if (file.size() < 12) return "half a block";
    const std::size_t length = little(file, 4);
    if (length < 12 || length % 4 != 0 || length > file.size()) return "a block of no such length";
    if (little(file, length - 4) != length) return "a block with two lengths";
    file.remove_prefix(length);
  }
  return std::nullopt;
}

Flaw lines_flaw(std::string_view text) {
  const auto bad = [](char c) { return c != '\n' && is_control(c); };
  if (std::ranges::any_of(text, bad)) return "a control character";
  return std::nullopt;
}

}  // namespace jcp::fuzz
