// What node-tap's own parser reads in a TAP file: node tap.js FILE
const fs = require('node:fs');
const {Parser} = require('tap-parser');

// Strict: a line that is not TAP is a failure.
const seen = Parser.parse(fs.readFileSync(process.argv[2], 'utf8'), {strict: true});
const all = (kind) => seen.filter(([name]) => name === kind).map(([, value]) => value);
const points = [];
for (const point of all('assert')) {
  const {ok, name, skip, todo, diag} = point;
  points.push({ok, name, skip, todo, diag});
}
const {ok, count, pass, fail, bailout, todo, skip, failures, plan} = all('complete')[0];
console.log(JSON.stringify({
  version: all('version')[0], ok, count, pass, fail, bailout, todo, skip, planned: plan.end, points,
  complaints: failures.filter((f) => f.tapError).map((f) => f.tapError),
}));
