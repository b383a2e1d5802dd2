// What stands behind a verdict, where the verdict alone does not say it (html_reasons.cpp).

function atPointer(file, pointer) {
  return String(pointer || '').split('/').slice(1).reduce((value, name) =>
    (value && typeof value === 'object' && Object.hasOwn(value, name) ? value[name] : null), file);
}

// Why an unmet MUST counts as a warning only: the nearest reason first.
function whyWarning(result, proof) {
  const rule = requirementNamed(proof.requirement);
  const milder = rule && proof.outcome === 'unmet' && proof.grade === 'warn' &&
    /^MUST\b/.test(rule.level);
  if (!milder) return '';
  const file = fileOf(result.id) || {};
  const step = atPointer(file, proof.step) || {};
  const way = (step.any_of || []).find((one) => one.grade && step.trait &&
    Object.hasOwn(result.traits, step.trait) && result.traits[step.trait] === one.trait) || {};
  const reason = way.why || (rule.grade === 'warn' && rule.grade_reason) || step.why || file.why;
  return reason ? `counts as a warning because: ${reason}`
    : 'counts as a warning: the scenario grades this way so';
}

// Something optional was not done, which changes no verdict.
function infoWord(result) {
  const lacks = result.verdict === 'pass' &&
    result.proofs.some((one) => one.outcome === 'unmet' && one.grade === 'info');
  return lacks ? el('span', { class: 'also', title: 'something optional was not done' }, 'info') : null;
}

// To the scenario in which a standing rule was first broken.
function seenLink(result, run) {
  const key = result.seen_in;
  return run.results.has(key) ? el('a', { href: evidenceLink(run.label, key) }, printable(key))
    : el('code', {}, printable(key));
}

// The reason, unless `seen_in` says it already.
function reasonOf(result) {
  return result.seen_in ? '' : result.reason || '';
}

// Question and answer, when the divergence is the way that was taken.
function answerOf(result) {
  return Object.entries(result.traits).find(([q, a]) => result.actual === `${q}: ${a}`) || null;
}

function underQuestion(answer, words) {
  return answer ? [el('span', { class: 'question' }, `${printable(answer[0])}:`), ' ', printable(words)]
    : [printable(words)];
}

function expectedWords(result) {
  return result.expected ? underQuestion(answerOf(result), result.expected) : null;
}

function actualWords(result) {
  const answer = answerOf(result);
  return result.actual ? underQuestion(answer, answer ? answer[1] : result.actual) : null;
}

// A sentence of the catalogue or the rule of a scenario: no quotation.
function ruleBox(sentence) {
  return el('div', { class: 'rule' }, el('h3', {}, 'The specification, in our words'),
    el('p', {}, prose(sentence)));
}

function sourceLink(rule) {
  return rule.url ? outside(rule.url, rule.source) : printable(rule.source);
}
