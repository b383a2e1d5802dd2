// Pages for the browser test, and for whoever wants to look at them.
//
//   html_pages DIR               hostile.html, matrix.html (hostile too), many.html (2,000 results)
//   html_pages DIR A.json ...    a page of each result file, and matrix.html of all

#include <fstream>
#include <iostream>
#include <iterator>

#include "html.hpp"
#include "report_test.hpp"
#include "result_reader.hpp"

namespace jcp {
namespace {

// Whatever a browser may be talked into, in whatever a target or a file of somebody else says.
const std::string evil =
    "</script><script>window.ran=1</script><img src=x onerror=window.ran=2>\"'>"
    "<a href=javascript:window.ran=3>{{policy}}<!--";

RunResult hostile_run() {
  RunResult run = test::one_with_a_baseline();
  run.target_name = evil;
  run.target_version = evil;
  run.target_arguments = "--target " + evil;
  run.results[0].known->url = "javascript:window.ran=4";
  run.results[0].known->reason = evil;
  run.results[1].known->url = "https://example.org/\"onmouseover=window.ran=5 x=\"";
  for (ScenarioResult& result : run.results) {
    result.title += evil;
    result.reason += evil;
    result.traits[evil] = evil;
    result.transcript.add(10'000'000, "component", TranscriptEvent::received, evil);
    result.transcript.add(10'000'001, evil, TranscriptEvent::note, evil);
    if (result.divergence) result.divergence->actual += evil;
  }
  run.results.push_back(run.results.front());
  run.results.back().id = evil;
  run.results.back().known.reset();
  run.stale.push_back({evil, evil});
  run.incidents.push_back({1, evil, evil, evil, {evil}});
  run.requirements.push_back({evil, evil, Grade::fail, "fail", {evil}});
  return run;
}

RunResult large_run(const RunResult& sample) {
  RunResult run = sample;
  run.results.clear();
  while (run.results.size() < 2000) {
    ScenarioResult result = sample.results[run.results.size() % sample.results.size()];
    result.case_name = "number-" + std::to_string(run.results.size());
    run.results.push_back(std::move(result));
  }
  return run;
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw UserError(path + ": cannot be written");
}

void write_hostile(const std::string& folder) {
  RunResult tame = test::one_of_each();
  tame.target_name = "tame";
  const ReportContext context = test::context_of();
  write(folder + "/hostile.html", html_file(hostile_run(), context));
  write(folder + "/matrix.html", matrix_file({hostile_run(), tame, hostile_run()}, context.suite));
  write(folder + "/many.html", html_file(large_run(tame), context));
}

void write_files(const std::string& folder, const std::vector<std::string>& files) {
  const Suite suite(embedded_scenarios(), true);
  std::vector<RunResult> runs;
  for (const std::string& file : files) {
    runs.push_back(read_result_file(test::read_file(file), file));
    write(folder + "/" + runs.back().target_name + ".html",
          html_file(runs.back(), {suite, Redaction{}}));
  }
  write(folder + "/matrix.html", matrix_file(runs, suite));
}

}  // namespace
}  // namespace jcp

int main(int argc, char** argv) try {
  if (argc < 2) return 2;
  if (argc == 2) {
    jcp::write_hostile(argv[1]);
  } else {
    jcp::write_files(argv[1], {argv + 2, argv + argc});
  }
  return 0;
} catch (const std::exception& e) {
  std::cerr << "html_pages: " << e.what() << "\n";
  return 1;
}
