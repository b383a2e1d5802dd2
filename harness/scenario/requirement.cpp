#include "requirement.hpp"

#include <algorithm>
#include <iterator>

#include "json_file.hpp"

namespace jcp {

std::string_view to_string(Grade grade) {
  switch (grade) {
    case Grade::pass:
      return "pass";
    case Grade::info:
      return "info";
    case Grade::warn:
      return "warn";
    case Grade::fail:
      break;
  }
  return "fail";
}

std::optional<Grade> grade_from(std::string_view name) {
  for (const Grade grade : {Grade::pass, Grade::info, Grade::warn, Grade::fail}) {
    if (to_string(grade) == name) return grade;
  }
  return std::nullopt;
}

Grade default_grade(std::string_view level) {
  if (level.starts_with("MUST")) return Grade::fail;
  if (level.starts_with("SHOULD")) return Grade::warn;
  return Grade::info;
}

namespace {

constexpr std::string_view levels[] = {"MUST",       "MUST NOT", "SHOULD",
                                       "SHOULD NOT", "MAY",      "practice"};
constexpr std::string_view sides[] = {"server", "component", "both"};

Requirement requirement_of(const Json& row, const std::string& file, const std::string& pointer) {
  Requirement r;
  r.id = row.value("id", "");
  r.family = row.value("family", "");
  r.level = row.value("level", "");
  r.side = row.value("side", "");
  r.source = row.value("source", "");
  r.sentence = row.value("sentence", "");
  if (std::ranges::find(levels, r.level) == std::end(levels)) {
    throw UserError(file, pointer + "/level", "no such level");
  }
  if (std::ranges::find(sides, r.side) == std::end(sides)) {
    throw UserError(file, pointer + "/side", "no such side");
  }
  r.grade = default_grade(r.level);
  if (row.contains("grade")) {
    const auto grade = grade_from(row.value("grade", ""));
    if (!grade) throw UserError(file, pointer + "/grade", "no such grade");
    r.grade = *grade;
    r.grade_reason = row.value("grade_reason", "");
    if (r.grade_reason.empty()) {
      throw UserError(file, pointer, "a grade that departs from the level needs grade_reason");
    }
  }
  r.strict = row.value("strict", false);
  if (const auto left_out = row.find("left_out"); left_out != row.end()) {
    r.left_out = left_out->value("kind", "");
    r.left_out_reason = left_out->value("reason", "");
    r.left_out_side = left_out->value("side", "");
    if (r.left_out_reason.empty()) throw UserError(file, pointer + "/left_out", "no reason");
    if (!r.left_out_side.empty() && r.left_out_side != "server" && r.left_out_side != "component") {
      throw UserError(file, pointer + "/left_out/side", "no such side");
    }
  }
  if (r.id.empty() || r.sentence.empty()) throw UserError(file, pointer, "no id or no sentence");
  return r;
}

}  // namespace

bool Requirement::is_left_out(std::string_view side_asked) const {
  const bool any_side = left_out_side.empty() || side_asked == "both";
  return !left_out.empty() && (any_side || side_asked == left_out_side);
}

Catalogue Catalogue::parse(std::string_view text, const std::string& file) {
  const Json json = parse_json(text, file);
  Catalogue catalogue;
  try {
    for (const Json& family : json.at("families")) {
      catalogue.families_.emplace_back(family.at("key"), family.at("title"));
    }
    for (std::size_t i = 0; i < json.at("requirements").size(); ++i) {
      const std::string pointer = "/requirements/" + std::to_string(i);
      Requirement row = requirement_of(json["requirements"].at(i), file, pointer);
      if (!catalogue.by_id_.emplace(row.id, i).second) {
        throw UserError(file, pointer, "the id " + row.id + " stands twice");
      }
      catalogue.requirements_.push_back(std::move(row));
    }
  } catch (const Json::exception&) {
    throw UserError(file, "", "this does not have the form of a catalogue");
  }
  return catalogue;
}

const Requirement* Catalogue::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &requirements_[found->second];
}

}  // namespace jcp
