#pragma once
// The steps of one case, for one role -> a program.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_file.hpp"
#include "program.hpp"

namespace jcp {

// What a case adds to its steps.
struct CaseContext {
  std::vector<std::string> proves;  // for steps that say "proves": "${case}"
  std::optional<Grade> grade;
};

// Throws std::invalid_argument for what is not XPath, or longer than our limit.
XPath bounded_xpath(const Json& value);

// Whether an expectation is a measure of what the target uses.
bool measures_usage(const Json& expectation);

class Lowering {
 public:
  // `tree` is the first folder of the id: server, component or both.
  Lowering(const Catalogue& catalogue, const std::string& file, std::string tree, Role role,
           CaseContext of_case);

  // `steps` has its ${case.x} replaced already. Throws UserError.
  Program lower(const Json& steps);

 private:
  // What a step inherits from the any_of around it.
  struct Context {
    std::string as;
    std::optional<std::int64_t> within_ms;
    std::vector<ProofIndex> owner_proofs;  // of the any_of that this step is part of
    int owner_end = -1;
    bool optional = false;  // inside an any_of that proves nothing
    bool in_branch = false;
  };
  using Answers = std::vector<std::pair<std::string, std::string>>;

  // actors.cpp
  void find_names(const Json& value, std::string as);
  void check_names() const;
  void find_actors(const Json& value, std::string as);
  void find_actors_in_text(const std::string& text);
  int actor(const std::string& name);
  int actor_of(const Json& step, const Context& context);

  void lower_steps(const Json& steps, const std::string& pointer, std::size_t from,
                   const Context& context);
  void lower_step(const Json& step, const std::string& pointer, const Context& context);
  void lower_connect(const Json& step, int who);
  void lower_establish(const Json& step, int who, const Context& context);
  // `failed`: where to go on when that is impossible; -1: the precondition is unmet.
  void establish_by_the_book(int who, const std::vector<ProofIndex>& proofs, int done,
                             int failed = -1);
  void accept_by_the_book(int who, const std::vector<ProofIndex>& proofs);
  void lower_send(const Json& step, int who);
  void lower_sample(const Json& sample, int who);
  void lower_expect(const Json& step, int who, const Context& context);
  void lower_any_of(const Json& step, const std::string& pointer, const Context& context);
  void collect_branches(const Json& step, const std::string& pointer, const Context& context,
                        const Answers& answers, Await& await, int end,
                        std::vector<std::function<void()>>& bodies);
  void lower_fence(const Json& step, int who, const Context& context);
  void lower_round_trip(int who, const std::vector<ProofIndex>& proofs, bool forbids,
                        const Context& context);
  void lower_marker(int who, const std::vector<int>& targets, const std::vector<ProofIndex>& proofs,
                    bool forbids, const Context& context);
  // The proofs are those of `context`.
  void lower_forbid(const Json& step, int speaker, int receiver, const Context& context);
  void lower_repeat(const Json& step, const std::string& pointer, const Context& context);

  Alternative alternative(int who, Expectation expectation, int next);
  Expectation simple(Expectation::Kind kind, std::string text);
  Expectation expectation(const Json& step);
  void read_usage(const Json& what, Expectation& e) const;
  std::vector<ProofIndex> proofs_of(const Json& step, const Context& context);
  void fill_await(Await& await, const Context& context, std::vector<ProofIndex> proofs);

  std::size_t emit(decltype(Operation::what) what, int who);
  int label();
  void place(int label);
  void resolve_labels();

  // values.cpp
  std::string_view header() const;  // a lawful one of our role
  void check_variables(const std::vector<std::string>& variables) const;
  SendText send_text(std::string text) const;
  std::int64_t number(const Json& value, std::int64_t least, std::size_t most) const;
  std::int64_t milliseconds(const Json& value) const;
  std::optional<std::int64_t> within(const Json& step, const Context& context);
  void count_waits(std::int64_t ms);
  void count_sent(const Send& send);
  [[noreturn]] void refuse(const std::string& sentence) const;

  const Catalogue& catalogue_;
  const std::string& file_;
  std::string tree_;
  CaseContext case_;
  Program program_;
  std::vector<std::string> actor_names_, captures_;
  std::map<std::string, std::string> name_of_;
  bool in_repeat_ = false;
  int repeat_end_ = -1;
  std::int64_t rounds_ = 1;   // of the repeat around the step at hand
  std::int64_t samples_ = 0;  // that are taken so far, when all goes well
  std::vector<int> labels_;
  std::string pointer_;  // of the step at hand
};

}  // namespace jcp
