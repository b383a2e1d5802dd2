#include "commands.hpp"
namespace jcp::cli {
int run(const ShowOptions&) { throw UserError("not yet"); }
int run(const ExplainOptions&) { throw UserError("not yet"); }
int run(const CoverageOptions&) { throw UserError("not yet"); }
int run(const DoctorOptions&) { throw UserError("not yet"); }
}  // namespace jcp::cli
