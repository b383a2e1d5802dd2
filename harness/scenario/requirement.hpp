#pragma once
// The catalogue: every rule of the texts that scenarios prove (scenarios/requirements.json).

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jcp {

// What an unmet proof is worth. `pass` only orders them.
enum class Grade { pass, info, warn, fail };
std::string_view to_string(Grade grade);
std::optional<Grade> grade_from(std::string_view name);

struct Requirement {
  std::string id;
  std::string family;
  std::string level;  // MUST, MUST NOT, SHOULD, SHOULD NOT, MAY, practice
  std::string side;   // server, component, both
  std::string source;
  std::string sentence;
  Grade grade = Grade::fail;  // by level, unless the catalogue sets another
  std::string grade_reason;
  bool strict = false;   // `--strict` turns a milder grade back into fail
  std::string left_out;  // untestable, out-of-scope, later; "" when it is to be proven
  std::string left_out_reason;
  std::string left_out_side;  // server, component; "" for all sides of the row

  // Whether the catalogue leaves the rule out for this side; "both" asks for either of them.
  bool is_left_out(std::string_view side_asked) const;
};

// MUST fail, SHOULD warn, everything else info.
Grade default_grade(std::string_view level);

class Catalogue {
 public:
  // Throws UserError for a broken file; `file` is its name in messages.
  static Catalogue parse(std::string_view text, const std::string& file);

  const Requirement* find(std::string_view id) const;
  const std::vector<Requirement>& requirements() const { return requirements_; }
  const std::vector<std::pair<std::string, std::string>>& families() const { return families_; }

 private:
  std::vector<Requirement> requirements_;
  std::vector<std::pair<std::string, std::string>> families_;  // key, title
  std::map<std::string, std::size_t, std::less<>> by_id_;
};

}  // namespace jcp
