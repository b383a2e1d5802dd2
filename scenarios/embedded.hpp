#pragma once
// The files the binary carries with it.

#include <span>
#include <string_view>

namespace jcp {

struct EmbeddedFile {
  std::string_view path;  // below the project: "scenarios/requirements.json"
  std::string_view text;
};

std::span<const EmbeddedFile> embedded_files();  // sorted by path

// nullptr: there is none.
inline const EmbeddedFile* find_embedded(std::string_view path) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

}  // namespace jcp
