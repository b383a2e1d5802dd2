#include <algorithm>

#include "effects.hpp"

namespace jcp::fuzz {

namespace {

struct Effect {
  std::string_view cause;
  Undo* undo;
};

constexpr Effect effects[] = {{"binds-stream-prefix", free_stream_prefix},
                              {"forgets-root-namespace", forget_root_namespace},
                              {"forgets-content-namespace", forget_content_namespace},
                              {"forgets-inherited-namespaces", forget_inherited_namespaces},
                              {"keeps-white-space-in-names", normalise_names},
                              {"forgets-attribute-namespaces", forget_attribute_namespaces},
                              {"moves-text-into-stanzas", move_text_back},
                              {"keeps-line-ends", normalise_line_ends},
                              {"keeps-white-space-in-values", normalise_values},
                              {"gathers-text", forget_order_of_text}};

bool equal_without(const std::string& ours, const std::string& theirs, const Written& written,
                   const std::vector<Effect>& undone) {
  Lines a = lines_of(ours), b = lines_of(theirs);
  for (const Effect& effect : undone) effect.undo(a, b, written);
  return a == b;
}

}  // namespace

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

std::vector<std::string> causes_of_difference(const std::string& ours, const std::string& theirs,
                                              const Written& written) {
  std::vector<Effect> needed(std::begin(effects), std::end(effects));
  if (!equal_without(ours, theirs, written, needed)) return {"delivers-other-content"};
  for (std::size_t i = needed.size(); i-- > 0;) {
    std::vector<Effect> fewer = needed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (equal_without(ours, theirs, written, fewer)) needed = std::move(fewer);
  }
  std::vector<std::string> causes;
  for (const Effect& effect : needed) causes.emplace_back(effect.cause);
  return causes;
}

}  // namespace jcp::fuzz
