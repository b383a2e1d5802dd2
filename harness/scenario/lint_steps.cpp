// Steps that say something without effect; questions without an answer; actors that never connect.

#include <map>
#include <set>
#include <string_view>

#include "lint_rules.hpp"
#include "lowering.hpp"

namespace jcp {

namespace {

std::string verb_of(const Json& step) {
  for (const char* verb : {"connect", "establish", "send", "send_hex", "expect", "any_of", "fence",
                           "repeat", "close", "wait", "read", "stop_target", "sample"}) {
    if (step.contains(verb)) return verb;
  }
  return {};
}

// Where an option has an effect; those that are not listed have one everywhere.
const std::map<std::string, std::set<std::string>>& verbs_of_option() {
  static const std::map<std::string, std::set<std::string>> verbs = {
      {"within_ms", {"expect", "any_of", "fence", "connect"}},
      {"proves", {"expect", "any_of", "fence", "establish"}},
      {"trait", {"any_of"}},
      {"capture", {"expect"}},
      {"pad", {"send"}},
      {"chunks", {"send", "send_hex"}},
      {"gap_ms", {"send", "send_hex"}},
      {"forbid", {"fence"}},
      {"steps", {"repeat"}},
  };
  return verbs;
}

class StepLint {
 public:
  StepLint(const LintScenario& s, Findings& findings) : s_(s), findings_(findings) {}

  void run() {
    each_step(s_.json["steps"], "/steps", [&](const Json& step, const std::string&) {
      if (step.contains("connect") || step.contains("establish")) connected_.insert(actor_of(step));
    });
    visit(s_.json["steps"], "/steps", default_actor());
    lint_captures();
    lint_samples();
  }

 private:
  void find(const std::string& pointer, const std::string& sentence) {
    findings_.add(s_.path, pointer, sentence);
  }

  std::string default_actor() const {
    const std::string tree = s_.tree();
    return tree == "both" ? "us" : tree == "server" ? "component" : "server";
  }

  std::string actor_of(const Json& step) const { return step.value("as", default_actor()); }

  // Branches inherit their actor.
  void visit(const Json& steps, const std::string& pointer, const std::string& inherited) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Json& step = steps[i];
      const std::string here = pointer + "/" + std::to_string(i);
      const std::string actor = step.value("as", inherited);
      lint_step(step, here, actor);
      if (step.contains("repeat")) visit(step["steps"], here + "/steps", default_actor());
      if (!step.contains("any_of")) continue;
      lint_any_of(step, here);
      for (std::size_t b = 0; b < step["any_of"].size(); ++b) {
        visit(step["any_of"][b]["steps"], here + "/any_of/" + std::to_string(b) + "/steps", actor);
      }
    }
  }

  void lint_step(const Json& step, const std::string& pointer, const std::string& actor) {
    const std::string verb = verb_of(step);
    for (const auto& [option, verbs] : verbs_of_option()) {
      if (step.contains(option) && !verbs.contains(verb)) {
        find(pointer + "/" + option, "has no effect on " + verb);
      }
    }
    if (step.contains("gap_ms") && !step.contains("chunks")) {
      find(pointer + "/gap_ms", "has no effect without chunks");
    }
    if (verb == "wait" && !step.contains("why")) {
      find(pointer + "/wait", "a fence is nearly always better: say why");
    }
    const bool class_says = s_.json.value("class", "") == "destructive";
    if (verb == "stop_target" && !class_says) {
      find(pointer + "/stop_target", "the class of this scenario is destructive");
    }
    if (measures_usage(step.value("expect", Json())) && !step.contains("proves")) {
      find(pointer, "has to prove something: of a target that cannot be seen it would block");
    }
    lint_pad(step, pointer);
    lint_actors(step, verb, actor, pointer);
  }

  void lint_pad(const Json& step, const std::string& pointer) {
    const bool used = step.contains("send") &&
                      step["send"].get<std::string>().find("${pad}") != std::string::npos;
    if (used && !step.contains("pad")) find(pointer + "/send", "${pad} without pad");
    if (!used && step.contains("pad") && step.contains("send")) {
      const bool from_case = step["send"].get<std::string>().find("${case.") != std::string::npos;
      if (!from_case) find(pointer + "/pad", "has no effect: no ${pad} in send");
    }
  }

  void lint_actors(const Json& step, const std::string& verb, const std::string& actor,
                   const std::string& pointer) {
    if (verb != "connect" && verb != "establish" && verb != "any_of" && verb != "repeat" &&
        verb != "wait" && verb != "stop_target" && verb != "sample") {
      require_connected(actor, pointer);
    }
    if (verb != "fence" || step["fence"] == "round-trip") return;
    const Json& targets = step["fence"];
    for (const Json& name : targets.is_array() ? targets : Json::array({targets})) {
      require_connected(name.get<std::string>(), pointer + "/fence");
    }
  }

  void require_connected(const std::string& actor, const std::string& pointer) {
    if (!connected_.contains(actor)) find(pointer, "the actor " + actor + " never connects");
  }

  // A branch answers by itself, or puts the same question again (checked where it stands).
  static bool answers(const Json& branch, const std::string& question) {
    if (branch.contains("trait")) return true;
    bool again = false;
    each_step(branch["steps"], "", [&](const Json& step, const std::string&) {
      again = again || (step.contains("any_of") && step.value("trait", "") == question);
    });
    return again;
  }

  void lint_any_of(const Json& step, const std::string& pointer) {
    const bool question = step.contains("trait");
    for (std::size_t b = 0; b < step["any_of"].size(); ++b) {
      const Json& branch = step["any_of"][b];
      const std::string here = pointer + "/any_of/" + std::to_string(b);
      if (question && !answers(branch, step["trait"].get<std::string>())) {
        find(here, "does not answer the trait " + step["trait"].get<std::string>());
      }
      if (!question && branch.contains("trait")) {
        find(here + "/trait", "answers no question: the any_of has no trait");
      }
      if (branch.contains("grade") && !step.contains("proves")) {
        find(here + "/grade", "has no effect: this any_of proves nothing");
      }
    }
  }

  void lint_captures() {
    const std::string text = s_.json["steps"].dump();
    each_step(s_.json["steps"], "/steps", [&](const Json& step, const std::string& pointer) {
      const Json captures = step.value("capture", Json::object());
      for (const auto& [name, what] : captures.items()) {
        const bool used = text.find("${" + name + "}") != std::string::npos ||
                          text.find("${raw:" + name + "}") != std::string::npos;
        if (!used) find(pointer + "/capture/" + pointer_token(name), "is never used");
      }
    });
  }

  void lint_samples() {
    bool measured = false;
    std::string sample;
    each_step(s_.json["steps"], "/steps", [&](const Json& step, const std::string& pointer) {
      if (step.contains("sample")) sample = pointer;
      measured = measured || measures_usage(step.value("expect", Json()));
    });
    if (!sample.empty() && !measured) find(sample + "/sample", "nothing is measured by it");
  }

  const LintScenario& s_;
  Findings& findings_;
  std::set<std::string> connected_;
};

}  // namespace

void lint_steps(const LintTree& tree, Findings& findings) {
  for (const LintScenario& s : tree.scenarios) StepLint(s, findings).run();
}

}  // namespace jcp
