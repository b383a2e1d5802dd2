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

}  // namespace jcp
