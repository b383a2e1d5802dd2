// A Markdown file as a browser would have it: node markdown.js FILE [cmark-gfm]
// Rendered with all HTML let through, which GitHub does not, and parsed as HTML.
const {execFileSync} = require('node:child_process');
const fs = require('node:fs');
const MarkdownIt = require('markdown-it');
const parse5 = require('parse5');

const [, , file, renderer] = process.argv;

// cmark-gfm is what GitHub renders with.
function rendered() {
  if (renderer) {
    const extensions = ['table', 'autolink', 'strikethrough'].flatMap((name) => ['-e', name]);
    return execFileSync(renderer, ['--unsafe', ...extensions, file], {encoding: 'utf8'});
  }
  const markdown = new MarkdownIt({html: true, linkify: true});
  markdown.linkify.set({fuzzyLink: false});  // GitHub links no bare domains
  return markdown.render(fs.readFileSync(file, 'utf8'));
}

const elements = {};
const attributes = new Set();
const links = [];
const found = {tables: [], fences: [], headings: [], summaries: [], paragraphs: []};

function textOf(node) {
  if (node.nodeName === '#text') return node.value;
  return (node.childNodes ?? []).map(textOf).join('');
}

function rowsOf(table) {
  const rows = [];
  const walk = (node) => {
    if (node.nodeName === 'tr') {
      rows.push(node.childNodes.filter((n) => /^t[dh]$/.test(n.nodeName)).map(textOf));
    } else {
      (node.childNodes ?? []).forEach(walk);
    }
  };
  walk(table);
  return rows;
}

function visit(node) {
  if (!node.nodeName.startsWith('#')) elements[node.nodeName] = (elements[node.nodeName] ?? 0) + 1;
  for (const {name, value} of node.attrs ?? []) {
    attributes.add(name);
    if (name === 'href') links.push(value);
  }
  if (node.nodeName === 'table') found.tables.push(rowsOf(node));
  if (node.nodeName === 'pre') found.fences.push(textOf(node));
  if (/^h[1-6]$/.test(node.nodeName)) found.headings.push(textOf(node));
  if (node.nodeName === 'summary') found.summaries.push(textOf(node));
  if (node.nodeName === 'p') found.paragraphs.push(textOf(node));
  (node.childNodes ?? []).forEach(visit);
}

visit(parse5.parseFragment(rendered()));
console.log(JSON.stringify({...found, elements, attributes: [...attributes], links}));
