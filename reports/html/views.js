// Requirements with their scenarios, scenarios across targets, and filtering what is listed.

function targetLink(label) {
  return `#/target/${inLink(label, false)}`;
}

function verdictCell(run, key) {
  const result = run.results.get(key);
  if (!result) return el('td', { class: 'none' }, '·');
  return el('td', { 'data-v': result.verdict },
    el('a', { href: evidenceLink(run.label, key) }, badge(result.verdict)), ' ', infoWord(result));
}

// In the order in which the targets have them.
function scenariosOf(id) {
  const keys = new Set();
  for (const run of runs) {
    const row = run.requirements.get(id);
    for (const key of row ? row.scenarios : []) keys.add(key);
  }
  return [...keys];
}

function titleOf(key) {
  for (const run of runs) {
    if (run.results.has(key)) return run.results.get(key).title;
  }
  return key;
}

function requirementPage(id, focus) {
  const rule = requirementNamed(id);
  const shown = focus ? [focus] : runs;
  const level = rule ? rule.level : (shown.map((run) => run.requirements.get(id)).find(Boolean) || {}).level;
  return [
    el('p', { class: 'kicker' }, focus
      ? [el('a', { href: targetLink(focus.label) }, printable(focus.label)),
        runs.length > 1 ? [' · ', el('a', { href: requirementLink(id) }, 'all targets')] : null]
      : 'Requirement'),
    el('h2', { tabindex: '-1' }, printable(id), ' ', el('span', { class: 'level' }, level || '')),
    rule ? ruleBox(rule.sentence) : null,
    rule ? el('p', { class: 'part' }, sourceLink(rule), ' · ', el('code', {},
      `jcpspec explain ${printable(id)}`), ' says more') : null,
    rule && rule.grade_reason ? el('p', {}, `Not met, it counts as ${rule.grade}: `,
      prose(rule.grade_reason)) : null,
    rule && rule.left_out ? el('p', {}, 'Left out: ', prose(rule.left_out)) : null,
    shown.length > 1 ? null : el('p', { class: 'verdict' }, requirementVerdict(shown[0], id)),
    proofTable(id, shown),
  ];
}

function requirementVerdict(run, id) {
  const row = run.requirements.get(id);
  return row ? badge(row.verdict) : 'Not a rule for this side.';
}

function proofTable(id, shown) {
  const keys = scenariosOf(id);
  if (!keys.length) return el('p', {}, 'No scenario of this run proves it.');
  return [el('h3', {}, 'Scenarios that test it'),
    el('div', { class: 'scroll' }, el('table', { class: 'results' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Scenario'),
        shown.map((run) => el('th', { scope: 'col' }, printable(run.label))),
        shown.length === 1 ? el('th', { scope: 'col' }, 'What happened') : null)),
      shown.length === 1 ? null : el('tbody', {}, el('tr', {},
        el('th', { scope: 'row' }, 'The requirement'),
        shown.map((run) => el('td', {}, run.requirements.has(id) ? requirementVerdict(run, id) : '·')))),
      el('tbody', {}, keys.map((key) => el('tr', {},
        el('th', { scope: 'row' },
          el('a', { class: 'go', href: shown.length === 1 ? evidenceLink(shown[0].label, key)
            : scenarioLink(key) }, printable(titleOf(key))),
          el('span', { class: 'key' }, printable(key))),
        shown.map((run) => verdictCell(run, key)),
        shown.length === 1 ? el('td', {}, proofOutcome(shown[0], key, id)) : null)))))];
}

function proofOutcome(run, key, id) {
  const result = run.results.get(key);
  if (!result) return null;
  const proof = result.proofs.find((one) => one.requirement === id && one.outcome === 'unmet');
  if (!proof) return result.reason ? printable(result.reason) : 'this requirement: met';
  return inShort(result, run, [proof]);
}

// Of all `proofs` the first that says why it is only a warning.
function inShort(result, run, proofs) {
  if (['pass', 'skip'].includes(result.verdict)) return printable(result.reason || '');
  const why = proofs.map((proof) => whyWarning(result, proof)).find(Boolean);
  return [el('dl', {}, result.expected ? fact('expected', expectedWords(result)) : null,
    result.actual ? fact('actual', actualWords(result)) : null,
    why ? fact('why', prose(why)) : null,
    result.seen_in ? fact('where', 'first broken in ', seenLink(result, run)) : null),
  reasonOf(result) ? el('p', {}, printable(reasonOf(result))) : null];
}

// One scenario on all targets.
function comparison(key) {
  const shown = runs.filter((run) => run.results.has(key));
  const file = fileOf(shown[0].results.get(key).id);
  return [
    el('p', { class: 'kicker' }, 'Scenario'),
    el('h2', { tabindex: '-1' }, printable(titleOf(key))),
    el('p', { class: 'key' }, printable(key)),
    file && file.rule ? ruleBox(file.rule) : null,
    el('div', { class: 'scroll' }, el('table', { class: 'results' },
      el('thead', {}, el('tr', {}, ['Target', 'Verdict', 'What happened', 'Traits'].map(
        (name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, shown.map((run) => {
        const result = run.results.get(key);
        return el('tr', {}, el('th', { scope: 'row' },
          el('a', { class: 'go', href: evidenceLink(run.label, key) }, printable(run.label))),
        verdictCell(run, key), el('td', {}, inShort(result, run, result.proofs)),
        el('td', {}, el('dl', {}, Object.entries(result.traits).map(
          ([question, answer]) => fact(printable(question), printable(answer))))));
      })))),
  ];
}

// ---- filters

// Words that a row is found by, beyond those that it shows.
function indexOf(row) {
  if (row.indexed === undefined) {
    let words = row.textContent;
    if (row.dataset.r) words += ` ${scenariosOf(row.dataset.r).join(' ')}`;
    const link = row.querySelector('a.go');
    const route = link ? routeOf(link.hash) : {};
    const run = route.view === 'cell' ? runNamed(route.label) : null;
    const result = run ? run.results.get(route.key) : null;
    if (result) {
      const file = fileOf(result.id);
      words += ` ${file ? file.rule : ''} ${result.proofs.map((one) => one.requirement).join(' ')} ` +
        Object.entries(result.traits).flat().join(' ');
    }
    row.indexed = words.toLowerCase();
  }
  return row.indexed;
}

function matches(row, words) {
  return words.every((word) => indexOf(row).includes(word));
}

function wordsOf(query) {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

function filterResults(section, query, verdict) {
  const words = wordsOf(query);
  const filtered = words.length > 0 || Boolean(verdict);
  let shown = 0;
  let all = 0;
  for (const group of section.querySelectorAll('.group')) {
    let here = 0;
    const rows = group.querySelectorAll('tbody tr');
    for (const row of rows) {
      row.hidden = (Boolean(verdict) && row.dataset.v !== verdict) || !matches(row, words);
      here += row.hidden ? 0 : 1;
    }
    group.hidden = filtered && here === 0;
    if (group.wasOpen === undefined) group.wasOpen = group.open;
    group.open = filtered ? here > 0 : group.wasOpen;
    group.querySelector('.count').textContent =
      here === rows.length ? String(here) : `${here} of ${rows.length}`;
    shown += here;
    all += rows.length;
  }
  for (const tile of section.querySelectorAll('.tile')) {
    const active = Boolean(verdict) && routeOf(tile.hash).params.get('v') === verdict;
    tile.setAttribute('aria-current', String(active));
  }
  return filtered ? { shown, words: `${shown} of ${all} scenarios shown` } : null;
}

function filterRequirements(table, query, only) {
  const words = wordsOf(query);
  let shown = 0;
  let all = 0;
  for (const family of table.querySelectorAll('tbody.family')) {
    let here = 0;
    for (const row of family.querySelectorAll('tr[data-r]')) {
      const wanted = (only !== 'differs' || row.hasAttribute('data-differs')) &&
        (only !== 'red' || row.hasAttribute('data-red')) &&
        (only !== 'open' || row.hasAttribute('data-open'));
      const hidden = !wanted || !matches(row, words);
      row.classList.toggle('out', hidden);
      here += hidden ? 0 : 1;
      all += 1;
    }
    family.classList.toggle('out', here === 0);
    shown += here;
  }
  return words.length || only ? { shown, words: `${shown} of ${all} requirements shown` } : null;
}

function filterTraits(table, query, only) {
  const words = wordsOf(query);
  const rows = Array.from(table.querySelectorAll('tbody tr'));
  for (const row of rows) {
    row.hidden = (only === 'differs' && !row.hasAttribute('data-differs')) || !matches(row, words);
  }
  const shown = rows.filter((row) => !row.hidden).length;
  return words.length || only ? { shown, words: `${shown} of ${rows.length} traits shown` } : null;
}

// ---- the matrix: families fold, rows open into their scenarios

function foldable(family) {
  const head = family.querySelector('.fold');
  const fold = button(head.textContent, { class: 'fold', 'aria-expanded': 'true' }, () => {
    const open = fold.getAttribute('aria-expanded') !== 'true';
    fold.setAttribute('aria-expanded', String(open));
    family.classList.toggle('folded', !open);
  });
  head.replaceWith(fold);
}

function openable(row) {
  const id = row.dataset.r;
  const more = button('▸', { class: 'more', 'aria-expanded': 'false',
    'aria-label': `Scenarios of ${id}`, title: 'Scenarios' }, () => {
    const open = more.getAttribute('aria-expanded') !== 'true';
    more.setAttribute('aria-expanded', String(open));
    while (row.nextSibling && row.nextSibling.classList &&
      row.nextSibling.classList.contains('sub')) row.nextSibling.remove();
    if (open) row.after(...scenariosOf(id).map(subRow));
  });
  row.querySelector('th').prepend(more);
}

function subRow(key) {
  return el('tr', { class: 'sub' }, el('th', { scope: 'row' },
    el('a', { href: runs.length > 1 ? scenarioLink(key) : evidenceLink(runs[0].label, key) },
      printable(titleOf(key))), el('span', { class: 'key' }, printable(key))),
  runs.map((run) => verdictCell(run, key)));
}
