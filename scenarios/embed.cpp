// Build step: jcp_embed ROOT LIST OUT writes the files named in LIST as C++ string literals.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

// Pieces, because compilers bound the length of one literal; octal, because it cannot run on.
void write_literal(std::ostream& out, const std::string& bytes) {
  out << "\"";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(bytes[i]);
    if (i % 4000 == 3999) out << "\"\n\"";
    if (c == '"' || c == '\\' || c == '?' || c < 0x20 || c >= 0x7F) {
      char octal[5];
      std::snprintf(octal, sizeof octal, "\\%03o", c);
      out << octal;
    } else {
      out << static_cast<char>(c);
    }
  }
  out << "\"";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ifstream list(argv[2]);
  std::ofstream out(argv[3], std::ios::binary);
  out << "#include \"scenarios/embedded.hpp\"\n\nnamespace jcp {\n\n"
      << "static constexpr EmbeddedFile files[] = {\n";
  for (std::string path; std::getline(list, path);) {
    if (path.empty()) continue;
    std::ifstream file(std::string(argv[1]) + "/" + path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) {
      std::cerr << "cannot read " << path << "\n";
      return 1;
    }
    out << "{\"" << path << "\", {";
    write_literal(out, bytes);
    out << ", " << bytes.size() << "}},\n";
  }
  out << "};\n\nstd::span<const EmbeddedFile> embedded_files() { return files; }\n\n"
      << "}  // namespace jcp\n";
  return out.good() ? 0 : 1;
}
