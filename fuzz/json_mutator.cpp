#include "json_mutator.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/engine_octets.hpp"
#include "harness/scenario/json_file.hpp"

namespace jcp::fuzz {

namespace {

std::size_t engine_mutation(std::uint8_t* bytes, std::size_t size, std::size_t most) {
  return LLVMFuzzerMutate ? LLVMFuzzerMutate(bytes, size, most) : size;
}

class JsonMutation {
 public:
  JsonMutation(Json& document, unsigned seed) : document_(document), random_(seed) {}

  bool left_to_engine() { return below(8) == 0; }

  void run() {
    for (std::size_t times = 1 + below(3); times > 0; --times) once();
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  Json& any() {
    std::vector<Json*> all{&document_};
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (Json& child : *all[i]) {
        if (all[i]->is_structured()) all.push_back(&child);
      }
    }
    return *all[below(all.size())];
  }

  void once() {
    const Json other = any();
    Json& here = any();
    switch (below(here.is_structured() ? 6 : 2)) {
      case 0:
        here = other;
        break;
      case 1:
        change(here);
        break;
      case 2:
        if (!here.empty()) here.erase(std::next(here.begin(), step(here)));
        break;
      case 3:
        insert(here, other);
        break;
      case 4:
        if (here.empty()) break;
        std::swap(*std::next(here.begin(), step(here)), *std::next(here.begin(), step(here)));
        break;
      default:
        rename(here, other);
        break;
    }
  }

  std::ptrdiff_t step(const Json& here) { return static_cast<std::ptrdiff_t>(below(here.size())); }

  void insert(Json& here, const Json& other) {
    if (here.is_array()) {
      here.insert(std::next(here.begin(), static_cast<std::ptrdiff_t>(below(here.size() + 1))),
                  other);
    } else if (other.is_object()) {
      for (const auto& [key, value] : other.items()) here[key] = value;
    }
  }

  // A member gets the name of one of `other`.
  void rename(Json& here, const Json& other) {
    if (!here.is_object() || here.empty() || !other.is_object() || other.empty()) return;
    const std::string name = std::next(other.begin(), step(other)).key();
    const auto at = std::next(here.begin(), step(here));
    const Json value = *at;
    here.erase(at);
    here[name] = value;
  }

  void change(Json& here) {
    static constexpr std::array<std::int64_t, 10> numbers = {0,
                                                             1,
                                                             -1,
                                                             2,
                                                             1'000,
                                                             1'001,
                                                             65'536,
                                                             2'147'483'648,
                                                             9'223'372'036'854'775'807,
                                                             -4'000'000'000};
    if (here.is_string()) {
      std::string text = here.get<std::string>();
      const std::size_t size = text.size();
      text.resize(size + 64);
      text.resize(engine_mutation(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
      here = text;
    } else if (here.is_boolean()) {
      here = !here.get<bool>();
    } else if (here.is_number()) {
      const std::size_t kind = below(4);  // small numbers count: rounds, indexes
      here = kind < 2   ? Json(numbers[below(numbers.size())])
             : kind < 3 ? Json(below(16))
                        : Json(1.5);
    } else {
      here = below(2) ? Json(std::string("${any}")) : Json();
    }
  }

  Json& document_;
  std::minstd_rand random_;
};

}  // namespace

std::size_t mutate_json(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed) {
  Json document = Json::parse(bytes, bytes + size, nullptr, false);
  JsonMutation mutation(document, seed);
  if (document.is_discarded() || mutation.left_to_engine()) {
    return engine_mutation(bytes, size, most);
  }
  mutation.run();
  const std::string text = document.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > most) return engine_mutation(bytes, size, most);
  std::copy(text.begin(), text.end(), bytes);
  return text.size();
}

}  // namespace jcp::fuzz
