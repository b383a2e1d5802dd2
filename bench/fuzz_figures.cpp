#include "fuzz_figures.hpp"

#include <expat.h>

#include <chrono>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <vector>

#include "fuzz/campaign/player.hpp"
#include "fuzz/cut_plan.hpp"
#include "harness/net/loop.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::bench {

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<std::string> inputs_of(const std::string& folder) {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (inputs.empty()) throw std::runtime_error(folder + ": no inputs");
  return inputs;
}

// One pass. Octets that were fed.
std::size_t read_with_ours(const fuzz::CutPlan& plan) {
  StreamParser parser;
  std::vector<StreamEvent> events;
  plan.each([&](std::string_view piece) { parser.feed(piece, events); });
  return plan.document().size();
}

std::size_t read_with_expat(const fuzz::CutPlan& plan) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS("UTF-8", '\x1f'), &XML_ParserFree);
  XML_SetElementHandler(
      parser.get(), [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
  XML_SetCharacterDataHandler(parser.get(), [](void*, const XML_Char*, int) {});
  bool sound = true;
  plan.each([&](std::string_view piece) {
    sound = sound && XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), 0) ==
                         XML_STATUS_OK;
  });
  return plan.document().size();
}

template <typename Pass>
double rate_of(const std::vector<std::string>& inputs, double seconds, Pass pass) {
  std::size_t octets = 0;
  const double began = cpu_seconds();
  do {
    for (const std::string& input : inputs) {
      const fuzz::CutPlan plan(input);
      const std::string whole = fuzz::with_cuts(plan.document(), "");
      octets += pass(fuzz::CutPlan(whole));
      if (plan.cuts()) octets += pass(plan);
    }
  } while (cpu_seconds() - began < seconds);
  return static_cast<double>(octets) / (cpu_seconds() - began);
}

}  // namespace

ParserRate parser_rate(const std::string& folder, double seconds) {
  constexpr int rounds = 4;
  const std::vector<std::string> inputs = inputs_of(folder);
  ParserRate rate;
  rate.inputs = inputs.size();
  for (int i = 0; i < rounds; ++i) {
    rate.ours += rate_of(inputs, seconds / rounds, read_with_ours) / rounds;
    rate.bare += rate_of(inputs, seconds / rounds, read_with_expat) / rounds;
  }
  return rate;
}

double case_rate(const Profile& profile, int count) {
  using Clock = std::chrono::steady_clock;
  net::Loop loop;
  fuzz::Player player(loop.executor(), {profile, "bench", [] { return false; }});
  const fuzz::Session session = {
      {.kind = fuzz::Action::Kind::send,
       .text = "<message from='${us}' to='${other.domain}' id='b'><body>bench</body></message>"}};
  std::exception_ptr error;
  double seconds = 0;
  const auto whole = [&]() -> boost::asio::awaitable<void> {
    const std::string problem = co_await player.start();
    if (!problem.empty()) throw std::runtime_error(profile.name + ": " + problem);
    const std::uint64_t streams = player.streams();
    const auto began = Clock::now();
    for (int i = 0; i < count; ++i) co_await player.play(session);
    seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (player.streams() != streams) throw std::runtime_error("a lawful message ends the stream");
    co_await player.stop();
  };
  net::spawn(loop.executor(), whole(), [&](std::exception_ptr thrown) {
    error = thrown;
    loop.stop();
  });
  loop.run();
  if (error) std::rethrow_exception(error);
  return count / seconds;
}

}  // namespace jcp::bench
