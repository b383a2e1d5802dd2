// Routes, keys, theme, paper. Every piece of evidence has a link of its own:
// #/target/T?v=fail&q=words, #/cell/T/KEY, #/scenario/KEY, #/requirement/ID, #/requirements,
// #/traits, #/words.

const query = document.getElementById('query');
const status = document.getElementById('status');
const detail = document.getElementById('detail');
let detailKeys = {};
let listHash = '#/';
const scrolls = new Map();
let here = null;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function routeOf(hash) {
  const [path, rest] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const params = new URLSearchParams(rest || '');
  const [view, ...parts] = path.split('/');
  if (view === 'cell') {
    return { view, params, label: decoded(parts[0] || ''), key: decoded(parts.slice(1).join('/')) };
  }
  return { view: view || 'home', params, key: decoded(parts.join('/')) };
}

// ---- what is shown

// The section of a route in the page; null: it is made from the data.
function sectionOf(route) {
  const sections = Array.from(document.querySelectorAll('.view'));
  const named = (name) => sections.filter((one) => one.dataset.view === name);
  if (route.view === 'target') return named('target').filter((one) => one.dataset.target === route.key);
  if (route.view === 'home') return kind === 'matrix' ? named('requirements') : named('target');
  return ['requirements', 'traits', 'words'].includes(route.view) ? named(route.view) : [];
}

function detailOf(route) {
  const run = route.view === 'cell' ? runNamed(route.label) : null;
  if (run && run.results.has(route.key)) return scenarioPage(run, route.key);
  if (run && (run.requirements.has(route.key) || requirementNamed(route.key))) {
    return requirementPage(route.key, run);
  }
  if (route.view === 'scenario') {
    const having = runs.filter((one) => one.results.has(route.key));
    if (kind === 'run' && having.length) return scenarioPage(having[0], route.key);
    if (having.length) return comparison(route.key);
  }
  const known = runs.some((one) => one.requirements.has(route.key));
  if (route.view === 'requirement' && (known || requirementNamed(route.key))) {
    return requirementPage(route.key, runs.length === 1 ? runs[0] : null);
  }
  return [el('h2', { tabindex: '-1' }, 'Not on this page'),
    el('p', {}, 'The link names something that this report does not have: ',
      el('code', {}, printable(route.key || location.hash)))];
}

// Of the one result that the page is about.
function verdictOf(route) {
  const run = route.view === 'cell' ? runNamed(route.label)
    : route.view === 'scenario' && kind === 'run' ? runs[0] : null;
  const result = run ? run.results.get(route.key) : null;
  return result ? result.verdict : '';
}

// Previous and next of the list that one came from.
function neighbours() {
  const links = listLinks(sectionOf(routeOf(listHash)), false);
  const at = links.findIndex((link) => link.hash === location.hash);
  if (at < 0) return null;
  const step = (link, words, key) => (link
    ? el('a', { href: link.hash, 'aria-keyshortcuts': key, 'data-key': key }, words) : null);
  return el('nav', { class: 'steps-between', 'aria-label': 'Neighbours in the list' },
    step(links[at - 1], '← previous', 'k'),
    el('span', { class: 'part' }, `${at + 1} of ${links.length}`), step(links[at + 1], 'next →', 'j'));
}

function showDetail(route) {
  detailKeys = {};
  detail.replaceChildren(el('div', { class: 'above' },
    el('a', { class: 'back', href: listHash }, '← back to the list'), neighbours()),
  ...detailOf(route).flat(9).filter(Boolean));
  detail.hidden = false;
  detail.dataset.verdict = verdictOf(route);
  const title = detail.querySelector('h2');
  document.title = `${title.textContent} · jcpspec`;
  title.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

const pageTitle = document.title;

function showList(sections, cameBack) {
  detail.hidden = true;
  detail.replaceChildren();
  document.title = pageTitle;
  applyFilters();
  window.scrollTo(0, cameBack ? scrolls.get(listHash) || 0 : 0);
  const link = cameBack ? listLinks(sections, true).find((one) => one.hash === cameBack) : null;
  if (link) link.focus({ preventScroll: true });
}

// `before`: where one comes from.
function show(before) {
  if (location.hash && !location.hash.startsWith('#/')) return;  // the skip link
  const route = routeOf(location.hash || '#/');
  const sections = sectionOf(route);
  here = location.hash || '#/';
  for (const view of document.querySelectorAll('.view')) view.hidden = !sections.includes(view);
  for (const link of document.querySelectorAll('.bar nav a')) {
    const same = link.hash === here || (link.hash === '#/' && ['home', 'target'].includes(route.view));
    if (same) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!sections.length) {
    showDetail(route);
    return;
  }
  const cameBack = here === listHash && before !== here ? before : null;
  listHash = here;
  // Who is typing is ahead of the address.
  if (document.activeElement !== query) query.value = route.params.get('q') || '';
  showList(sections, cameBack);
}

// ---- filters

function applyFilters() {
  const route = routeOf(listHash);
  const filtered = [];
  for (const section of sectionOf(route)) {
    const table = section.querySelector('table.matrix');
    if (section.dataset.view === 'target') {
      filtered.push(filterResults(section, query.value, route.params.get('v')));
    } else if (table) {
      filtered.push(filterRequirements(table, query.value, route.params.get('only')));
    } else if (section.dataset.view === 'traits' && section.querySelector('table')) {
      filtered.push(filterTraits(section.querySelector('table'), query.value, route.params.get('only')));
    }
  }
  for (const one of document.querySelectorAll('.row-filters button[data-only]')) {
    one.setAttribute('aria-pressed', String((route.params.get('only') || '') === one.dataset.only));
  }
  const found = filtered.filter(Boolean);
  const asked = query.value.trim();
  const said = asked && found.length && found.every((one) => one.shown === 0)
    ? `Nothing matches “${printable(asked)}”` : found.map((one) => one.words).join(', ');
  status.replaceChildren(...(said ? [said, ' ', button('Show all', { id: 'all' }, () => {
    query.value = '';
    setParams({ q: '', v: '', only: '' });
  })] : []));
}

// The address says what is shown, so that it can be shared.
function setParams(changes) {
  const route = routeOf(listHash);
  for (const [name, value] of Object.entries(changes)) {
    if (value) route.params.set(name, value);
    else route.params.delete(name);
  }
  const rest = route.params.toString();
  listHash = listHash.split('?')[0] + (rest ? `?${rest}` : '');
  here = listHash;
  history.replaceState(null, '', listHash);
  applyFilters();
}

function addRowFilters() {
  const [box, ofTraits] = document.querySelectorAll('.row-filters');
  const choice = (only, words) => button(words, { 'data-only': only, 'aria-pressed': 'false' },
    () => setParams({ only }));
  box.append(choice('', 'All rows'), choice('red', 'Only red'), choice('open', 'Not passed'));
  if (runs.length > 1) box.append(choice('differs', 'Only rows that differ'));
  ofTraits.append(choice('', 'All rows'), choice('differs', 'Only rows that differ'));
  const families = Array.from(document.querySelectorAll('tbody.family .fold'));
  box.append(button('Fold families', { id: 'fold' }, () => {
    const open = families.some((one) => one.getAttribute('aria-expanded') === 'true');
    for (const one of families) {
      if ((one.getAttribute('aria-expanded') === 'true') === open) one.click();
    }
    document.getElementById('fold').textContent = open ? 'Unfold families' : 'Fold families';
  }));
}

// ---- keys

function listLinks(sections, visible) {
  const links = sections.flatMap((one) => Array.from(one.querySelectorAll('a.go')));
  return links.filter((link) => (visible ? link.offsetParent !== null
    : !link.closest('tr').hidden && !link.closest('.out')));
}

// Cells of a table left and right; rows up and down.
function moveInRow(by) {
  const row = document.activeElement.closest('tr');
  if (!row) return false;
  const stops = Array.from(row.querySelectorAll('a'));
  const next = stops[stops.indexOf(document.activeElement) + by];
  if (next) next.focus();
  return Boolean(next);
}

function moveInList(by) {
  const links = listLinks(sectionOf(routeOf(listHash)), true);
  const row = document.activeElement.closest('tr');
  const at = links.findIndex((link) => row && row.contains(link));
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
  if (!next) return;
  const stops = at < 0 ? [] : Array.from(row.querySelectorAll('a'));
  const column = stops.indexOf(document.activeElement);
  const target = next.closest('tr').querySelectorAll('a')[column > 0 ? column : 0];
  (column > 0 && target ? target : next).focus();
  document.activeElement.scrollIntoView({ block: 'nearest' });
}

function escape() {
  if (document.activeElement === query) {
    query.value = '';
    setParams({ q: '' });
    query.blur();
  } else if (!detail.hidden) {
    location.hash = listHash;
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === 'Escape') {
    escape();
    return;
  }
  if (typing) {
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      query.blur();
      moveInList(0);
    }
    return;
  }
  const inList = detail.hidden;
  const focused = Boolean(document.activeElement.closest('table'));
  const by = { j: 1, k: -1, ArrowDown: focused ? 1 : 0, ArrowUp: focused ? -1 : 0 }[event.key] || 0;
  const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] || 0;
  const neighbour = !inList && ['j', 'k'].includes(event.key)
    ? detail.querySelector(`[data-key="${event.key}"]`) : null;
  if (event.key === '/') query.focus();
  else if (inList && by) moveInList(by);
  else if (across && focused && moveInRow(across)) event.preventDefault();
  else if (neighbour) location.replace(neighbour.hash);
  else if (!inList && detailKeys[event.key]) detailKeys[event.key].click();
  else return;
  event.preventDefault();
}

// ---- theme

const theme = document.getElementById('theme');

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function setTheme(name) {
  if (name) document.documentElement.dataset.theme = name;
  theme.textContent = isDark() ? 'Light' : 'Dark';
}

// Some browsers give no storage to a file.
function stored(value) {
  try {
    if (value) localStorage.setItem('jcpspec-theme', value);
    return localStorage.getItem('jcpspec-theme');
  } catch {
    return null;
  }
}

// ---- paper

function openForPaper() {
  for (const box of detail.querySelectorAll('.label[aria-expanded="false"]')) box.click();
}

// A table that fits needs no scrolling of its own: then its head stays in sight of the page.
function fitTables() {
  for (const box of document.querySelectorAll('.scroll')) {
    box.classList.remove('fits');
    if (box.offsetParent && box.scrollWidth <= box.clientWidth) box.classList.add('fits');
  }
}

function start() {
  setTheme(['dark', 'light'].includes(stored()) ? stored() : '');
  theme.addEventListener('click', () => {
    setTheme(isDark() ? 'light' : 'dark');
    stored(document.documentElement.dataset.theme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTheme(''));
  matchMedia('print').addEventListener('change', (event) => event.matches && openForPaper());
  window.addEventListener('beforeprint', openForPaper);
  for (const family of document.querySelectorAll('tbody.family')) foldable(family);
  for (const row of document.querySelectorAll('tr[data-r]')) openable(row);
  addRowFilters();
  let timer = 0;
  query.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (routeOf(listHash).view === 'words') listHash = '#/';
      if ((location.hash || '#/') !== listHash) location.hash = listHash;
      setParams({ q: query.value });
    }, 60);
  });
  document.getElementById('search').addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', onKey);
  window.addEventListener('hashchange', (event) => {
    show(new URL(event.oldURL).hash);
    fitTables();
  });
  window.addEventListener('resize', fitTables);
  window.addEventListener('scroll', () => detail.hidden && scrolls.set(here, window.scrollY));
  history.scrollRestoration = 'manual';
  show(null);
  fitTables();
}

start();
