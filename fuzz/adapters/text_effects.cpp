#include <algorithm>
#include <pugixml.hpp>

#include "effects.hpp"

namespace jcp::fuzz {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string with_line_feeds(std::string text) {
  replace_all(text, "\r\\n", "\\n");
  replace_all(text, "\r", "\\n");
  return text;
}

std::string bare(std::string text) {
  for (const std::string_view space : {"\\n", "\r", "\t", " "}) replace_all(text, space, "");
  return text;
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

// The text of the stanza itself, which stands behind its attributes when it is gathered.
Lines::iterator first_text(Lines& lines) {
  const auto tag_end = std::find_if(lines.begin() + 1, lines.end(),
                                    [](const std::string& line) { return line.front() != ' '; });
  return tag_end != lines.end() && tag_end->front() == '"' ? tag_end : lines.end();
}

// As an event would have it.
std::string stray_text(std::string_view octets) {
  const std::string element = "<a>" + std::string(octets) + "</a>";
  pugi::xml_document tree;
  tree.load_buffer(element.data(), element.size(),
                   pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata,
                   pugi::encoding_utf8);
  EventRecorder events;
  events.open("");
  events.open("");
  for (const pugi::xml_node node : tree.first_child().children()) events.text(node.value());
  events.close();
  Lines lines = lines_of(events.take().back().text);
  const auto text = first_text(lines);
  return text == lines.end() ? "" : text->substr(1);
}

}  // namespace

// Of what stood in front of the stanza, the end is now at the beginning of its text.
void move_text_back(Lines& ours, Lines& theirs, const Written& written) {
  Lines gathered = ours;
  gather_text(gathered);
  const auto our_text = first_text(gathered);
  const auto their_text = first_text(theirs);
  if (our_text == gathered.end() || their_text == theirs.end()) return;
  const std::string stray = stray_text(written.before);
  for (const auto same : {+[](std::string text) { return text; }, with_line_feeds, bare}) {
    for (std::size_t moved = stray.size() + 1; moved-- > 0;) {
      const std::string_view end = std::string_view(stray).substr(stray.size() - moved);
      if (!std::string_view(*their_text).substr(1).starts_with(end)) continue;
      const std::string rest = "\"" + their_text->substr(1 + moved);
      if (same(rest) != same(*our_text)) continue;
      *their_text = rest;
      if (rest == "\"") theirs.erase(their_text);
      return;
    }
  }
}

void normalise_line_ends(Lines& a, Lines& b, const Written&) {
  for (Lines* lines : {&a, &b}) {
    for (std::string& line : *lines) line = with_line_feeds(std::move(line));
  }
}

void normalise_values(Lines& a, Lines& b, const Written&) {
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

void forget_order_of_text(Lines& a, Lines& b, const Written&) {
  gather_text(a);
  gather_text(b);
}

}  // namespace jcp::fuzz
