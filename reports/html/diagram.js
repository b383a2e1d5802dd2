// A dialogue as a sequence diagram: actors and the target are lifelines, messages are arrows
// between them, in order and with their time.

const longSilence = 100000;  // microseconds: from here on it is worth a line

const eventWords = {
  connected: 'connects', accepted: 'connects', fin: 'closes the connection',
  rst: 'resets the connection', process_exit: 'process ended', signal: 'signal',
};
const byTarget = ['received', 'fin', 'rst', 'accepted', 'process_exit', 'signal'];

// ~name is a second session that jcpspec opens in the name of an actor, to see what got through.
function actorName(actor) {
  if (actor === 'us') return 'jcpspec';
  return actor.startsWith('~') ? `${actor.slice(1)}, again` : actor;
}

// The target stands right of the first actor, so that the arrows of two do not cross it.
function lanesOf(entries, targetLabel) {
  const actors = [];
  for (const { actor } of entries) {
    if (actor !== 'target' && !actors.includes(actor)) actors.push(actor);
  }
  const names = actors.map(actorName);
  const target = Math.min(1, actors.length);
  names.splice(target, 0, targetLabel);
  const count = Math.max(names.length - 1, 1);
  const at = (lane) => lane / count;
  return {
    names, target, at,
    of: (actor) => {
      const index = actors.indexOf(actor);
      return actor === 'target' || index < 0 ? target : index < target ? index : index + 1;
    },
  };
}

function lifelines(lanes) {
  const heads = el('div', { class: 'lanes', 'aria-hidden': 'true' });
  const lines = el('div', { class: 'lines', 'aria-hidden': 'true' });
  lanes.names.forEach((name, i) => {
    const end = i === 0 ? ' first' : i === lanes.names.length - 1 ? ' last' : '';
    const head = el('span', { class: `lane${end}${i === lanes.target ? ' target' : ''}` },
      printable(name));
    const line = el('i', { class: i === lanes.target ? 'target' : '' });
    for (const node of [head, line]) node.style.setProperty('--x', lanes.at(i));
    heads.append(head);
    lines.append(line);
  });
  return [heads, lines];
}

function bytesOfEntry(entry) {
  return entry.bytes_base64 === undefined ? null : bytesOf(entry.bytes_base64);
}

// Text or hexadecimal, whichever the page is set to.
function fillBytes(box, bytes, state) {
  const width = window.innerWidth < 700 ? 8 : 16;
  box.replaceChildren(el('p', { class: 'size' }, `${bytes.length} bytes`),
    state.hex ? asHex(bytes, width) : asText(bytes));
}

function message(entry, bytes, state) {
  const words = piecesOf(bytes.subarray(0, 400), true).map(([text]) => text).join('');
  const box = el('div', { class: 'bytes', hidden: true });
  const label = button(el('span', { class: 'words' }, words || '(nothing)'),
    { class: 'label', 'aria-expanded': 'false' }, () => show(box.hidden));
  function show(open) {
    box.hidden = !open;
    label.setAttribute('aria-expanded', String(open));
    if (open) fillBytes(box, bytes, state);
  }
  state.messages.push({ show, redraw: () => box.hidden || fillBytes(box, bytes, state) });
  return { label, box, show };
}

function eventRow(entry, lanes, state) {
  const bytes = bytesOfEntry(entry);
  const from = byTarget.includes(entry.event) ? lanes.target : lanes.of(entry.actor);
  const alone = ['deadline', 'note', 'process_exit', 'signal'].includes(entry.event);
  const to = alone ? from : from === lanes.target ? lanes.of(entry.actor) : lanes.target;
  const direction = to === from ? 'alone' : to > from ? 'right' : 'left';
  const row = el('li', { class: `event ${entry.event} ${direction}` });
  // What concerns one lifeline alone stands on the side of it where there is room.
  const before = alone && lanes.at(from) > 0.5;
  row.classList.toggle('before', before);
  row.style.setProperty('--left', before ? 0 : lanes.at(Math.min(from, to)));
  row.style.setProperty('--width',
    alone ? Math.max(lanes.at(from), 1 - lanes.at(from)) : Math.abs(lanes.at(to) - lanes.at(from)));
  row.append(el('span', { class: 'time' }, secondsOf(entry.t_us)));
  const who = from === to ? printable(lanes.names[from])
    : `${printable(lanes.names[from])} to ${printable(lanes.names[to])}: `;
  const arrow = el('div', { class: 'arrow' }, el('span', { class: 'unseen' }, who));
  row.append(arrow);
  if (bytes) {
    const { label, box, show } = message(entry, bytes, state);
    arrow.append(label);
    row.append(box);
    row.show = show;
  } else {
    const note = entry.note ? printable(entry.note) : '';
    const words = { deadline: `waited in vain: ${note}`, note }[entry.event] ||
      [eventWords[entry.event] || entry.event, note].filter(Boolean).join(': ');
    arrow.append(el('span', { class: 'label plain' }, words));
  }
  return row;
}

function marker(words, ...more) {
  return el('li', { class: 'marker', tabindex: '-1' }, el('strong', {}, words), more);
}

// `marks`: index of an entry -> what stands before it.
function diagram(entries, targetLabel, marks, state) {
  const lanes = lanesOf(entries, targetLabel);
  const list = el('ol', { class: 'events' });
  let last = entries.length ? entries[0].t_us : 0;
  let previous = null;
  for (let i = 0; i <= entries.length; ++i) {
    if (marks.has(i)) {
      if (previous) previous.classList.add('cause');
      if (previous && previous.show) state.open.push(previous.show);
      list.append(marks.get(i));
    }
    if (i === entries.length) break;
    const silence = entries[i].t_us - last;
    if (silence >= longSilence) {
      list.append(el('li', { class: 'silence' }, `${secondsOf(silence)} s of silence`));
    }
    last = entries[i].t_us;
    previous = eventRow(entries[i], lanes, state);
    list.append(previous);
  }
  const box = el('div', { class: 'sequence' }, lifelines(lanes), list);
  box.style.setProperty('--lanes', lanes.names.length);
  return box;
}

// Where two dialogues part. Identifiers and figures are new in every session: they do not count.
function firstDifference(one, other) {
  const shape = (entry) => {
    const bytes = bytesOfEntry(entry);
    const text = bytes ? piecesOf(bytes).map(([part]) => part).join('') : '';
    return `${entry.actor} ${entry.event} ${text.replace(/[0-9a-fA-F-]{8,}|\d+/g, '#')
      .replace(/\b(id|to|from)='[^']*'/g, '$1')}`;
  };
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; ++i) {
    if (shape(one[i]) !== shape(other[i])) return i;
  }
  return length;
}

function dialogueTools(state) {
  const all = button('Show all bytes', { 'aria-pressed': 'false', 'aria-keyshortcuts': 'x' },
    () => {
      const open = all.getAttribute('aria-pressed') !== 'true';
      all.setAttribute('aria-pressed', String(open));
      for (const one of state.messages) one.show(open);
    });
  const hex = button('Hexadecimal', { 'aria-pressed': 'false', 'aria-keyshortcuts': 'h' }, () => {
    state.hex = !state.hex;
    hex.setAttribute('aria-pressed', String(state.hex));
    if (state.messages.length && !document.querySelector('#detail .bytes:not([hidden])')) all.click();
    for (const one of state.messages) one.redraw();
  });
  Object.assign(state.keys, { x: all, h: hex });
  return el('div', { class: 'tools' }, all, hex);
}
