#pragma once
// What was said in a scenario as a packet capture, for Wireshark and tshark.

#include <string>
#include <vector>

#include "formats.hpp"

namespace jcp {

// A file for each result that has a dialogue, and one for the dialogue that a confirmation
// replaced. We are 192.0.2.1, the target is 192.0.2.2, and whoever is the server listens on 5347.
std::vector<FileOfReport> pcapng_files(const RunResult& run, const ReportContext& context);

// "server_xep0114_3_wrong-digest__short": no other key has it, and whatever the key is, there is no
// folder in it.
std::string file_name_of(const std::string& key);

}  // namespace jcp
