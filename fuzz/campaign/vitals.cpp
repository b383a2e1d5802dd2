#include "vitals.hpp"

#include "harness/net/wake.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

// As in Launch::spins: however little a busy machine gives it, it wants all. Work that is under way
// comes to an end before that much is used.
constexpr milliseconds look{100};
constexpr int least_looks = 8, most_looks = 100;
constexpr std::uint64_t spun_ms = 400;

}  // namespace

std::uint64_t leak_of(const std::string& oracle, std::uint64_t plays) {
  constexpr std::uint64_t bytes_a_play = 512, plays_a_piece = 16;
  return oracle == "memory" ? plays * bytes_a_play : plays / plays_a_piece;
}

std::optional<std::string> Vitals::add(const Usage& usage) {
  memory_.add(usage.rss_bytes);
  descriptors_.add(usage.descriptors);
  threads_.add(usage.threads);
  if (descriptors_.suspicious()) return "descriptors";
  if (threads_.suspicious()) return "threads";
  if (memory_.suspicious()) return "memory";
  return std::nullopt;
}

void Vitals::clear() {
  memory_.clear();
  descriptors_.clear();
  threads_.clear();
}

asio::awaitable<bool> spins(Subject& subject) {
  const auto began = co_await subject.usage();
  if (!began) co_return false;
  auto before = began;
  for (int i = 1; i <= most_looks; ++i) {
    co_await net::sleep_for(look);
    const auto now = co_await subject.usage();
    if (!now || wanted_ms(*now) < wanted_ms(*before) + look.count() / 2) co_return false;
    if (i >= least_looks && ran_ms(*now) - ran_ms(*began) >= spun_ms) co_return true;
    before = now;
  }
  co_return false;
}

}  // namespace jcp::fuzz
