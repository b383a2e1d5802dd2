// docs/WIRE.md is played against the mock server: what its blocks say is sent is sent, and what
// they say is received has to be received, octet by octet. So the page cannot be wrong.
//
// A block of the page is ```xml NAME sends, ```xml NAME receives or ```text digest. Line ends in it
// are for the reader; FIN on a line of its own is the end of a connection.

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "harness/xmpp/digest.hpp"
#include "mock-server/dialogue_test.hpp"

namespace jcp::mock {
namespace {

struct Block {
  int line = 0;
  std::string kind, name, verb;  // "xml" "clock" "sends"; "text" "digest" ""
  std::vector<std::string> lines;

  // What crosses the wire.
  std::string bytes() const {
    std::string all;
    for (const std::string& text : lines) all += text == "FIN" ? "" : text;
    return all;
  }
  bool ends() const { return !lines.empty() && lines.back() == "FIN"; }
};

std::vector<Block> blocks_of_the_page() {
  std::ifstream page(JCP_WIRE_PAGE);
  std::vector<Block> blocks;
  bool inside = false;
  std::string line;
  for (int number = 1; std::getline(page, line); ++number) {
    if (!line.starts_with("```")) {
      if (inside) blocks.back().lines.push_back(line);
      continue;
    }
    inside = !inside;
    if (!inside) continue;
    Block block{number};
    std::istringstream(line.substr(3)) >> block.kind >> block.name >> block.verb;
    blocks.push_back(std::move(block));
  }
  return blocks;
}

const std::set<std::string> names = {"clock", "delorean", "stranger"};

ServerConfig server_of_the_page() {
  ServerConfig config;
  config.host = "mcfly.fam";
  config.components = {{"clock.mcfly.fam", "88mph"}, {"delorean.mcfly.fam", "1.21GW"}};
  config.seed = 1955;
  return config;
}

class Page {
 public:
  explicit Page(bool bytewise) : bytewise_(bytewise), talk_(server_of_the_page()) {}

  void play(const Block& block) {
    if (block.name == "digest") return check_digest(block);
    if (block.verb == "sends") return send(block);
    EXPECT_EQ(block.bytes() + (block.ends() ? "[fin]" : ""), talk_.news(block.name))
        << "docs/WIRE.md:" << block.line;
  }

  std::string unread() {
    std::string rest;
    for (const std::string& name : names) rest += talk_.news(name);
    return rest;
  }

 private:
  void send(const Block& block) {
    if (known_.insert(block.name).second) talk_.connect(block.name);
    for (const std::string& piece : pieces(block.bytes())) talk_.send(block.name, piece);
    if (block.ends()) talk_.line(block.name + " fin");
  }

  std::vector<std::string> pieces(const std::string& bytes) const {
    if (!bytewise_) return {bytes};
    std::vector<std::string> each;
    for (const char c : bytes) each.emplace_back(1, c);
    return each;
  }

  // The first word of each line: id, secret, digest.
  static void check_digest(const Block& block) {
    std::vector<std::string> words(3);
    ASSERT_EQ(block.lines.size(), words.size()) << "docs/WIRE.md:" << block.line;
    for (std::size_t i = 0; i < words.size(); ++i) std::istringstream(block.lines[i]) >> words[i];
    EXPECT_EQ(handshake_digest(words[0], words[1]), words[2]) << "docs/WIRE.md:" << block.line;
  }

  bool bytewise_;
  Dialogue talk_;
  std::set<std::string> known_;
};

class WirePage : public testing::TestWithParam<bool> {};

TEST_P(WirePage, IsWhatTheServerSays) {
  const std::vector<Block> blocks = blocks_of_the_page();
  ASSERT_GE(blocks.size(), 15U) << JCP_WIRE_PAGE;
  Page page(GetParam());
  for (const Block& block : blocks) {
    const bool digest = block.kind == "text" && block.name == "digest";
    const bool says = block.verb == "sends" || block.verb == "receives";
    ASSERT_TRUE(digest || (names.contains(block.name) && says))
        << "docs/WIRE.md:" << block.line << ": what is this block?";
    page.play(block);
  }
  EXPECT_EQ(page.unread(), "");
}

INSTANTIATE_TEST_SUITE_P(InOneWriteOrBytewise, WirePage, testing::Bool());

}  // namespace
}  // namespace jcp::mock
