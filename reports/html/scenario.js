// The page of one scenario on one target: what was asked, what came, the dialogue, how to see it
// again.

function fact(name, ...children) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, children));
}

function command(words) {
  const copy = button('Copy', { class: 'copy' }, async () => {
    try {
      await navigator.clipboard.writeText(words);
      copy.textContent = 'Copied';
    } catch {
      // Some browsers give no clipboard to a file: what is selected can be copied by hand.
      getSelection().selectAllChildren(copy.previousSibling);
    }
  });
  return el('div', { class: 'replay' }, el('code', { class: 'command' }, printable(words)), copy);
}

function proofRow(proof, result) {
  const rule = requirementNamed(proof.requirement);
  const graded = proof.outcome === 'unmet' ? `, counts as ${proof.grade}` : '';
  const reason = whyWarning(result, proof);
  return el('li', {}, badge(proof.outcome), el('span', { class: 'level' }, rule ? rule.level : ''),
    ' ', el('a', { href: requirementLink(proof.requirement) }, printable(proof.requirement)),
    el('span', { class: 'part' }, rule ? [' ', sourceLink(rule)] : '', graded,
      proof.step ? [', ', stepLink(proof.step)] : ''),
    rule ? el('span', { class: 'sentence' }, prose(rule.sentence)) : null,
    reason ? el('span', { class: 'sentence because' }, prose(reason)) : null);
}

// Within the page; the address stays that of the scenario.
function jump(words, find) {
  const link = el('a', { href: '#main', class: 'jump' }, words);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const place = find();
    if (!place) return;
    place.scrollIntoView({ block: 'center' });
    place.focus();
  });
  return link;
}

// As they are numbered in the list of steps.
function stepName(pointer) {
  const numbers = [...pointer.matchAll(/(?:^|\/)steps\/(\d+)/g)].map((match) => match[1]);
  return numbers.length ? `step ${numbers.reverse().join(' within ')} (counted from 0)`
    : `step ${printable(pointer)}`;
}

function stepLink(pointer) {
  const link = jump(stepName(pointer),
    () => Array.from(detail.querySelectorAll('[data-step]')).find(
      (one) => one.dataset.step === pointer));
  link.title = printable(pointer);
  return link;
}

// As the page explains it.
function meaningOf(verdict) {
  const words = document.querySelector(`.words .v-${verdict}`);
  return words ? words.closest('div').querySelector('dd').textContent : '';
}

// ---- steps

function valueText(value) {
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}

function stepProofs(pointer, result) {
  return result.proofs.filter((proof) => proof.step === pointer).map(
    (proof) => el('span', { class: 'proof' }, badge(proof.outcome), ' ',
      el('a', { href: requirementLink(proof.requirement) }, printable(proof.requirement))));
}

function branches(step, pointer, result) {
  return el('ul', { class: 'branches' }, step.any_of.map((branch, i) => {
    const taken = step.trait && Object.hasOwn(result.traits, step.trait) &&
      result.traits[step.trait] === branch.trait;
    return el('li', { class: taken ? 'taken' : '' },
      el('p', {}, taken ? '→ ' : 'or ', el('b', {}, printable(branch.trait || `way ${i + 1}`)),
        branch.grade ? ` (counts as ${printable(branch.grade)})` : '',
        taken ? ', the way that was taken' : ''),
      branch.steps ? stepList(branch.steps, `${pointer}/any_of/${i}/steps`, result) : null);
  }));
}

function stepItem(step, pointer, result) {
  const wrong = result.step === pointer && result.verdict !== 'pass';
  const item = el('li', { 'data-step': pointer, tabindex: '-1', class: wrong ? 'wrong' : '' });
  for (const [name, value] of Object.entries(step)) {
    if (['proves', 'any_of', 'why'].includes(name)) continue;
    item.append(el('div', {}, el('b', {}, printable(name)), ' ',
      el('code', {}, valueText(value))));
  }
  if (step.why) item.append(el('p', { class: 'part' }, printable(step.why)));
  if (Array.isArray(step.any_of)) item.append(branches(step, pointer, result));
  item.append(...stepProofs(pointer, result));
  if (wrong) item.append(el('p', { class: 'here' }, '✗ the first divergence'));
  return item;
}

function stepList(steps, pointer, result) {
  return el('ol', { class: 'steps', start: '0' },
    steps.map((step, i) => stepItem(step, `${pointer}/${i}`, result)));
}

function stepsSection(file, result, run) {
  if (!file) return el('p', {}, 'This jcpspec has no file of this scenario.');
  const values = result.case && file.cases && Object.hasOwn(file.cases, result.case)
    ? Object.entries(file.cases[result.case]).filter(
      ([name]) => !['killed_by', 'title', 'class', 'needs'].includes(name)) : [];
  const older = run.file.tool.version !== suite().version;
  return [
    older ? el('p', { class: 'part' }, `As in jcpspec ${printable(suite().version)}; the target was ` +
      `judged by ${printable(run.file.tool.version)}.`) : null,
    values.length ? el('dl', { class: 'facts' }, values.map(
      ([name, value]) => fact(`\${case.${printable(name)}}`, el('code', {}, valueText(value))))) : null,
    Array.isArray(file.steps) ? stepList(file.steps, '/steps', result) : null,
    el('details', { class: 'file' }, el('summary', {}, 'The whole file'),
      el('pre', {}, JSON.stringify(file, null, 2).split('\n').map(printable).join('\n'))),
  ];
}

// ---- dialogue

function divergenceMarker(result) {
  const words = answerOf(result) ? '→ This decides' : '✗ First divergence';
  return marker(words, result.step ? [' at ', stepLink(result.step)] : '',
    result.actual ? [': ', actualWords(result)] : '');
}

function noDialogue(result) {
  if (result.withheld) {
    return 'The dialogue is left out of what is published; the command under “Play it again” shows it.';
  }
  if (result.verdict === 'skip') return 'It was not played.';
  return result.id.startsWith('always/')
    ? 'A standing rule: it was applied to everything that was received in this run.'
    : 'None was recorded.';
}

// Where the first divergence stands, when there is a dialogue that shows it.
function isMarked(result) {
  return Number.isInteger(result.diverged_at) && result.transcript.length > 0 &&
    result.diverged_at <= result.transcript.length;
}

function dialogue(result, run) {
  const state = { hex: false, messages: [], open: [], keys: {} };
  const marks = new Map();
  if (isMarked(result)) marks.set(result.diverged_at, divergenceMarker(result));
  const first = result.first_transcript || [];
  const box = el('section', { class: 'dialogue' }, el('h3', {}, 'Dialogue'));
  detailKeys = state.keys;
  if (!result.transcript.length && !first.length) {
    box.append(el('p', {}, noDialogue(result)));
    return box;
  }
  if (result.seen_in) box.append(el('p', {}, 'It is that of ', seenLink(result, run), '.'));
  box.append(el('p', { class: 'part' },
    'Time runs down, in seconds. Select a message to see all its bytes.'), dialogueTools(state));
  if (!first.length || !result.unstable) {
    box.append(diagram(result.transcript, run.label, marks, state));
    if (first.length) {
      box.append(el('details', { class: 'file' }, el('summary', {}, 'The first time: a deadline ' +
        'alone decided, so it was played again with all the time there is (above). The verdict ' +
        'was the same.'), diagram(first, run.label, new Map(), state)));
    }
  } else {
    const apart = firstDifference(first, result.transcript);
    const before = new Map([[apart, marker('≠ From here the two differ')]]);
    if (!marks.has(apart)) marks.set(apart, marker('≠ From here the two differ'));
    box.append(el('p', {}, 'Unstable: the first time a deadline alone decided, so it was played ' +
      'again with all the time there is, and came out differently. The second one counts.'),
    el('div', { class: 'both' },
      el('div', {}, el('h4', {}, 'The first time'), diagram(first, run.label, before, state)),
      el('div', {}, el('h4', {}, 'The second time'),
        diagram(result.transcript, run.label, marks, state))));
  }
  if (result.transcript_cut) {
    box.append(el('p', { class: 'part' }, 'More was received than is kept.'));
  }
  for (const show of state.open) show(true);
  return box;
}

// ---- the page

function happened(result, run) {
  const odd = !['pass', 'skip'].includes(result.verdict);
  return [
    odd && (result.expected || result.actual) ? el('div', { class: 'against' },
      el('div', {}, el('h3', {}, 'Expected'), el('p', {}, expectedWords(result) || '–')),
      el('div', { class: 'came' }, el('h3', {}, 'Actual'),
        el('p', {}, actualWords(result) || '–'),
        isMarked(result) ? el('p', {}, jump('where in the dialogue',
          () => detail.querySelector('.sequence .marker'))) : null)) : null,
    result.seen_in ? el('p', {}, 'Seen in ', seenLink(result, run)) : null,
    reasonOf(result) ? el('p', { class: 'reason' }, printable(reasonOf(result))) : null,
    result.blocked_by ? el('p', {}, 'It builds on ',
      el('a', { href: evidenceLink(run.label, result.blocked_by) }, printable(result.blocked_by)),
      ', which did not pass.') : null,
    result.known ? el('p', { class: 'known' }, 'Known: ',
      printable(result.known.reason || 'no reason given'),
      result.known.url ? [', ', outside(result.known.url)] : null,
      el('span', { class: 'part' }, ` (entry ${printable(result.known.entry)} of the baseline)`)) : null,
  ];
}

function scenarioPage(run, key) {
  const result = run.results.get(key);
  const file = fileOf(result.id);
  const traits = Object.entries(result.traits);
  return [
    el('p', { class: 'kicker' }, el('a', { href: targetLink(run.label) }, printable(run.label)),
      kind === 'matrix' ? [' · ', el('a', { href: scenarioLink(key) }, 'all targets')] : null),
    el('h2', { tabindex: '-1' }, printable(result.title)),
    el('p', { class: 'key' }, printable(key)),
    el('p', { class: 'verdict' }, badge(result.verdict), infoWord(result),
      result.unstable ? el('span', { class: 'tag' }, 'unstable') : null,
      result.known ? el('span', { class: 'tag' }, 'known') : null,
      key.startsWith('always/') ? null : el('span', { class: 'part' },
        result.class === 'fast' ? '' : `${result.class}, `,
        `took ${(result.duration_ms / 1000).toFixed(3)} s`)),
    result.verdict === 'pass' ? null : el('p', { class: 'part' }, meaningOf(result.verdict)),
    happened(result, run),
    file && file.rule ? ruleBox(file.rule) : null,
    el('ul', { class: 'proofs' }, result.proofs.map((proof) => proofRow(proof, result))),
    el('h3', {}, 'Play it again'), command(result.replay),
    dialogue(result, run),
    el('section', {}, el('h3', {}, 'Steps'), stepsSection(file, result, run)),
    traits.length ? el('section', {}, el('h3', {}, 'Traits'), el('dl', { class: 'facts' },
      traits.map(([question, answer]) => fact(printable(question), printable(answer))))) : null,
  ];
}
