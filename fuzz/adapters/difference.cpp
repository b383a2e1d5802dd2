#include <algorithm>
#include <functional>
#include <set>

#include "divergence.hpp"

namespace jcp::fuzz {

namespace {

using Lines = std::vector<std::string>;  // of ParserEvent::text

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(
        std::min(text.size(), end == std::string_view::npos ? text.size() : end + 1));
  }
  return lines;
}

std::string_view attribute_name(std::string_view line) {
  return line.substr(1, line.find('=') - 1);
}

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void forget_root_namespace(Lines& a, Lines& b) {
  for (Lines* lines : {&a, &b}) {
    if (lines->empty() || lines->back() == ">") continue;  // an element below the root
    lines->front() = "<" + std::string(without_prefix(lines->front().substr(1)));
  }
}

// "none:" is no namespace, no prefix that of the component protocol.
void forget_content_namespace(Lines& a, Lines& b) {
  for (Lines* lines : {&a, &b}) {
    for (std::string& line : *lines) {
      if (line.starts_with("<none:")) line.erase(1, 5);
    }
  }
}

// What is qualified by one of the two, and what has the same local name as that.
void forget_attribute_namespaces(Lines& a, Lines& b) {
  std::set<std::string, std::less<>> qualified;
  for (Lines* lines : {&a, &b}) {
    for (const std::string& line : *lines) {
      if (line.front() != ' ' || attribute_name(line).find(':') == std::string_view::npos) continue;
      qualified.emplace(without_prefix(attribute_name(line)));
    }
  }
  for (Lines* lines : {&a, &b}) {
    std::erase_if(*lines, [&](const std::string& line) {
      return line.front() == ' ' && qualified.contains(without_prefix(attribute_name(line)));
    });
  }
}

void normalise_line_ends(Lines& a, Lines& b) {
  for (Lines* lines : {&a, &b}) {
    for (std::string& line : *lines) {
      replace_all(line, "\r\\n", "\\n");
      replace_all(line, "\r", "\\n");
    }
  }
}

void normalise_values(Lines& a, Lines& b) {
  for (Lines* lines : {&a, &b}) {
    for (std::string& line : *lines) {
      if (line.front() != ' ') continue;
      for (const std::string_view space : {"\r\\n", "\\n", "\r", "\t"})
        replace_all(line, space, " ");
    }
  }
}

std::string bare(std::string_view text_line) {
  std::string text(text_line.substr(1));
  for (const std::string_view space : {"\\n", "\r", "\t", " "}) replace_all(text, space, "");
  return text;
}

void forget_blank_text(Lines& a, Lines& b) {
  for (Lines* lines : {&a, &b}) {
    std::erase_if(
        *lines, [](const std::string& line) { return line.front() == '"' && bare(line).empty(); });
  }
}

// All text of an element in front of its children.
void gather_text(Lines& lines) {
  struct Open {
    std::size_t tag_end;
    std::string text;
  };
  Lines out;
  std::vector<Open> open;
  const auto end_tag = [&] {
    if (!open.empty() && open.back().tag_end == 0) open.back().tag_end = out.size();
  };
  for (std::string& line : lines) {
    if (line.front() == ' ') {
      out.push_back(std::move(line));
      continue;
    }
    end_tag();
    if (line.front() == '"') {
      if (!open.empty()) open.back().text += line.substr(1);
      continue;
    }
    const bool closes = line.front() == '>';
    out.push_back(std::move(line));
    if (!closes) {
      open.push_back({0, ""});
    } else if (!open.empty()) {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(open.back().tag_end),
                 "\"" + open.back().text);
      open.pop_back();
    }
  }
  lines = std::move(out);
}

void forget_order_of_text(Lines& a, Lines& b) {
  gather_text(a);
  gather_text(b);
}

struct Effect {
  std::string_view cause;
  void (*undo)(Lines&, Lines&);
};

constexpr Effect effects[] = {{"forgets-root-namespace", forget_root_namespace},
                              {"forgets-content-namespace", forget_content_namespace},
                              {"forgets-attribute-namespaces", forget_attribute_namespaces},
                              {"keeps-line-ends", normalise_line_ends},
                              {"keeps-white-space-in-values", normalise_values},
                              {"drops-blank-text", forget_blank_text},
                              {"gathers-text", forget_order_of_text}};

bool equal_without(const std::string& ours, const std::string& theirs,
                   const std::vector<Effect>& undone) {
  Lines a = lines_of(ours), b = lines_of(theirs);
  for (const Effect& effect : undone) effect.undo(a, b);
  return a == b;
}

}  // namespace

std::vector<std::string> causes_of_difference(const std::string& ours, const std::string& theirs) {
  std::vector<Effect> needed(std::begin(effects), std::end(effects));
  if (!equal_without(ours, theirs, needed)) return {"delivers-other-content"};
  for (std::size_t i = needed.size(); i-- > 0;) {
    std::vector<Effect> fewer = needed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (equal_without(ours, theirs, fewer)) needed = std::move(fewer);
  }
  std::vector<std::string> causes;
  for (const Effect& effect : needed) causes.emplace_back(effect.cause);
  return causes;
}

}  // namespace jcp::fuzz
