// Short texts for targets whose inputs no dialogue holds: addresses of every form, and what report
// writers stumble over.

#include <array>
#include <string>

#include "seeds.hpp"

namespace jcp::fuzz {

namespace {

using namespace std::string_literals;

void addresses(const SeedWriter& write) {
  const std::array texts = {
      "mcfly.fam"s,
      "component.mcfly.fam."s,
      "Doc@Mcfly.Fam/1.21 Gigawatts"s,
      "doc@mcfly.fam/a@b/c"s,
      "a@b@c"s,
      "/lab"s,
      "@mcfly.fam"s,
      "doc@[::1]:5347/x"s,
      "d\xC3\xB6\x63@m\xE2\x82\xAC.fam/\xF0\x9F\x9A\x97"s,
      "doc@mcfly.fam/\xED\xA0\x80"s,
      "doc@mcfly.fam/\xC0\xBC"s,
      "doc@mcfly.fam/\xC2\x85"s,
      std::string(1023, 'a') + "@mcfly.fam",
      std::string(1024, 'a') + "@mcfly.fam",
      "doc@" + std::string(1023, 'b') + ".",
      "doc@mcfly.fam/" + std::string(1023, 'c'),
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    write("jid", "address-" + std::to_string(i), texts[i]);
  }
}

void hostile_texts(const SeedWriter& write) {
  const std::array texts = {
      "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"s,
      "\" onclick=\"alert(1)"s,
      "javascript:alert(1)"s,
      "]]>\x01\x02\xff\xc3("s,
      "<!-- <script> -->"s,
      "\n  ...\nBail out! now\nnot ok 99 - forged # TODO {"s,
      "```\n</details>\n# heading | a | b\n````"s,
      "@octocat #1 www.example.org https://example.org/`|<a>"s,
      "\x1b[31m\r\b\xE2\x80\xAE\xEF\xBF\xBE\xE2\x80\xA8"s,
      "\\ \\u{202E} ${any} {{title}} %s %n &amp; &lt;"s,
      "../../etc/passwd"s,
      "<handshake>88mph</handshake>88mph"s,
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::string every;
    for (int field = 0; field < 30; ++field) every += texts[i] + '\0';
    write("report", "texts-" + std::to_string(i), every);
  }
}

}  // namespace

void seeds_of_texts(const SeedWriter& write) {
  addresses(write);
  hostile_texts(write);
}

}  // namespace jcp::fuzz
