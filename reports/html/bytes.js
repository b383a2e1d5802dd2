// Elements, and bytes as text that shows what would hide or reorder it (reports/printable.cpp).

// Children are elements or texts; nothing is ever parsed as HTML.
function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === true) node.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(key, String(value));
    }
  }
  for (const child of children.flat(9)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

function button(words, attributes, action) {
  const node = el('button', { type: 'button', ...attributes }, words);
  node.addEventListener('click', action);
  return node;
}

// Only what a browser may follow without harm becomes a link.
function outside(url, words = url) {
  if (!/^https?:\/\//.test(url)) return el('span', {}, printable(words));
  return el('a', { href: url, rel: 'noreferrer' }, printable(words));
}

// `sentence` with code between backticks.
function prose(sentence) {
  return String(sentence || '').split('`').map(
    (part, i) => (i % 2 ? el('code', {}, printable(part)) : printable(part)));
}

function bytesOf(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

// [code, size] of the well-formed character at `at`, or null: an octet that is part of none.
function characterAt(bytes, at) {
  const first = bytes[at];
  if (first < 0x80) return [first, 1];
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > bytes.length) return null;
  let code = first & (0xff >> (size + 1));
  for (let i = 1; i < size; ++i) {
    if ((bytes[at + i] & 0xc0) !== 0x80) return null;
    code = (code << 6) | (bytes[at + i] & 0x3f);
  }
  const overlong = (size === 3 && code < 0x800) || (size === 4 && code < 0x10000);
  if (overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  return [code, size];
}

const misleadingRanges = [
  [0x00, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f],
  [0xfeff, 0xfeff], [0xe000, 0xf8ff], [0xfdd0, 0xfdef], [0xe0000, 0x10ffff]];

function misleading(code) {
  return (code & 0xfffe) === 0xfffe ||
    misleadingRanges.some(([low, high]) => code >= low && code <= high);
}

// What a reader takes for ASCII, and what becomes ASCII (or a dot of a domain) where names are
// prepared: fullwidth forms, ideographic full stops, ligatures.
function alike(code) {
  if (code < 0x80) return false;
  const folded = String.fromCodePoint(code).normalize('NFKC');
  return [0x3002, 0xff61].includes(code) || Array.from(folded).every((c) => c < '\x80');
}

function hexOf(value, digits) {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function escapeOf(code, size) {
  const short = { 10: '\\n', 9: '\\t', 13: '\\r' }[code];
  if (short) return short;
  return size === 1 ? `\\x${hexOf(code, 2)}` : `\\u{${hexOf(code, 1)}}`;
}

// [text, is it an escape] one after the other; with `strict`, what looks like ASCII is one, too.
function piecesOf(bytes, strict = false) {
  const pieces = [];
  let plain = '';
  const escape = (text) => {
    if (plain) pieces.push([plain, false]);
    plain = '';
    pieces.push([text, true]);
  };
  for (let at = 0; at < bytes.length;) {
    const character = characterAt(bytes, at);
    if (!character) {
      escape(`\\x${hexOf(bytes[at], 2)}`);
      at += 1;
      continue;
    }
    const [code, size] = character;
    if (misleading(code) || (strict && alike(code))) escape(escapeOf(code, size));
    else plain += code === 0x5c ? '\\\\' : String.fromCodePoint(code);
    at += size;
  }
  if (plain) pieces.push([plain, false]);
  return pieces;
}

function printable(text) {
  return piecesOf(utf8(String(text))).map(([part]) => part).join('');
}

// Escapes stand out, so that a backslash that was sent is not taken for one of them.
function asText(bytes) {
  const box = el('pre', { class: 'text' });
  for (const [text, escaped] of piecesOf(bytes, true)) {
    box.append(escaped ? el('span', { class: 'escape' }, text) : text);
    if (text === '\\n' && escaped) box.append('\n');
  }
  return box;
}

// Offset, octets, characters.
function asHex(bytes, width) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += width) {
    const part = Array.from(bytes.subarray(at, at + width));
    const octets = part.map((octet) => hexOf(octet, 2).toLowerCase()).join(' ');
    const characters = part.map(
      (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
    lines.push(`${hexOf(at, 6).toLowerCase()}  ${octets.padEnd(3 * width - 1)}  ${characters}`);
  }
  return el('pre', { class: 'hex' }, lines.join('\n'));
}
