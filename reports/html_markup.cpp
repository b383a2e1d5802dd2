#include "html_markup.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "printable.hpp"

namespace jcp::html {

namespace {

struct Word {
  std::string_view verdict, sign, meaning;
};

constexpr std::array words = {
    Word{"pass", "✓",
         "The target did everything that was asked of it, or only something optional was not "
         "done."},
    Word{"info", "i",
         "Something optional (MAY, or good practice) was not done: noted, not judged."},
    Word{"warn", "!",
         "A recommendation (SHOULD) was not followed, or a MUST that implementations widely read "
         "otherwise. It does not make a run red, unless asked to."},
    Word{"fail", "✗", "The text says MUST, and the target did otherwise."},
    Word{"crash", "✸", "The process of the target died while this was played."},
    Word{"hang", "∞", "The process of the target was alive, but served nobody any more."},
    Word{"blocked", "⊘",
         "It could not be judged, because something more basic that it builds on did not work. "
         "Counts like a failure."},
    Word{"skip", "–",
         "Not played, because the target does not offer what it needs. Never counted as passed."},
    Word{"error", "?", "jcpspec itself could not play this. Not the fault of the target."},
    Word{"untested", "○", "No scenario of this run proves it."},
};

const Word* word_of(std::string_view verdict) {
  const auto at = std::ranges::find(words, verdict, &Word::verdict);
  return at == words.end() ? nullptr : &*at;
}

// One segment of a link; a key keeps its slashes, so that it can be read.
std::string in_link(std::string_view bytes, bool keep_slashes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view kept =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~@";
  std::string result;
  for (const char c : bytes) {
    const auto octet = static_cast<unsigned char>(c);
    if (kept.find(c) != std::string_view::npos || (c == '/' && keep_slashes)) {
      result += c;
    } else {
      result += {'%', digits[octet >> 4U], digits[octet & 15U]};
    }
  }
  return result;
}

}  // namespace

std::string escaped(std::string_view harmless) {
  std::string result;
  result.reserve(harmless.size());
  for (const char c : harmless) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string text(std::string_view bytes) { return escaped(printable(bytes)); }

std::string prose(std::string_view bytes) {
  std::string result;
  bool code = false;
  for (const char c : text(bytes)) {
    if (c == '`') {
      result += code ? "</code>" : "<code>";
      code = !code;
    } else {
      result += c;
    }
  }
  return code ? result + "</code>" : result;
}

std::string json_block(std::string_view json) {
  std::string result;
  result.reserve(json.size() + json.size() / 16);
  for (std::size_t at = 0; at < json.size(); ++at) {
    const std::string_view rest = json.substr(at, 3);
    if (json[at] == '<') {
      result += "\\u003c";
    } else if (json[at] == '\n') {
      // Between values, never within a string: a fifth of the file is indentation.
      while (at + 1 < json.size() && json[at + 1] == ' ') ++at;
    } else if (rest == "\u2028" || rest == "\u2029") {
      result += rest == "\u2028" ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      result += json[at];
    }
  }
  return result;
}

std::string evidence_link(std::string_view label, std::string_view key) {
  return "#/cell/" + in_link(label, false) + "/" + in_link(key, true);
}

std::string target_link(std::string_view label) { return "#/target/" + in_link(label, false); }

std::string requirement_link(std::string_view id) { return "#/requirement/" + in_link(id, true); }

std::vector<std::string> labels_of(const std::vector<const RunResult*>& runs) {
  std::vector<std::string> labels;
  std::set<std::string> taken;
  for (const RunResult* run : runs) {
    const auto same = [&](const auto* other) { return other->target_name == run->target_name; };
    std::string label = printable(run->target_name);
    if (std::ranges::count_if(runs, same) > 1 && !run->target_version.empty()) {
      label += " " + printable(run->target_version);
    }
    const std::string stem = label;
    for (int i = 2; !taken.insert(label).second; ++i) label = stem + " (" + std::to_string(i) + ")";
    labels.push_back(std::move(label));
  }
  return labels;
}

std::string badge(std::string_view verdict) {
  const Word* word = word_of(verdict);
  const std::string name = word ? std::string(verdict) : "none";
  return "<span class=\"v v-" + name + "\"><i aria-hidden=\"true\">" +
         std::string(word ? word->sign : "·") + "</i>" + text(verdict) + "</span>";
}

std::string_view meaning_of(std::string_view verdict) {
  const Word* word = word_of(verdict);
  return word ? word->meaning : std::string_view();
}

}  // namespace jcp::html
