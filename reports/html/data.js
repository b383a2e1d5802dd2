// The result files that the page carries, parsed when they are first asked for.

const kind = document.documentElement.dataset.kind;  // run, matrix

const signs = {
  pass: '✓', info: 'i', warn: '!', fail: '✗', crash: '✸', hang: '∞', blocked: '⊘', skip: '–',
  error: '?', untested: '○', met: '✓', unmet: '✗', 'not reached': '○', 'not observable': '–',
};
const redVerdicts = ['fail', 'crash', 'hang', 'error'];

function badge(verdict) {
  const known = Object.hasOwn(signs, verdict);
  const name = known ? verdict.replace(/ /g, '-') : 'none';
  return el('span', { class: `v v-${name}` },
    el('i', { 'aria-hidden': 'true' }, known ? signs[verdict] : '·'), printable(verdict));
}

function keyOf(result) {
  return result.id + (result.case ? `#${result.case}` : '') +
    (result.variant ? `@${result.variant}` : '');
}

class Run {
  constructor(block) {
    this.label = block.dataset.label;
    this.block = block;
  }

  get file() {
    if (!this.parsed) this.parsed = JSON.parse(this.block.textContent);
    return this.parsed;
  }

  // key -> result
  get results() {
    if (!this.byKey) {
      const all = [...this.file.support, ...this.file.results];
      this.byKey = new Map(all.map((result) => [keyOf(result), result]));
    }
    return this.byKey;
  }

  get requirements() {
    if (!this.byId) this.byId = new Map(this.file.requirements.map((row) => [row.id, row]));
    return this.byId;
  }
}

const runs = Array.from(document.querySelectorAll('script.run'), (block) => new Run(block));

function runNamed(label) {
  return runs.find((run) => run.label === label) || null;
}

let suiteParsed = null;
function suite() {
  suiteParsed = suiteParsed || JSON.parse(document.getElementById('suite').textContent);
  return suiteParsed;
}

// Object.hasOwn: a name out of a result file may be `__proto__`.
function requirementNamed(id) {
  return Object.hasOwn(suite().requirements, id) ? suite().requirements[id] : null;
}

function fileOf(id) {
  return Object.hasOwn(suite().files, id) ? suite().files[id] : null;
}

function inLink(text, keepSlashes) {
  const encoded = encodeURIComponent(text).replace(/[!'()*]/g,
    (c) => `%${hexOf(c.charCodeAt(0), 2)}`).replace(/%40/g, '@');
  return keepSlashes ? encoded.replace(/%2F/g, '/') : encoded;
}

function evidenceLink(label, key) {
  return `#/cell/${inLink(label, false)}/${inLink(key, true)}`;
}

function requirementLink(id) {
  return `#/requirement/${inLink(id, true)}`;
}

function scenarioLink(key) {
  return `#/scenario/${inLink(key, true)}`;
}

function secondsOf(micros) {
  return (micros / 1e6).toFixed(3);
}
