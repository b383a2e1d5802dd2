#pragma once
// What `jcpspec init` gives a project to begin with, as plain texts: nothing is written here.

#include <string>
#include <vector>

#include "options.hpp"

namespace jcp::cli {

struct StarterFile {
  std::string path;  // below the project's folder
  std::string text;
};

// The profile with its templates, and the CI's file. Throws UserError.
std::vector<StarterFile> starter_files(const InitOptions& options);

}  // namespace jcp::cli
