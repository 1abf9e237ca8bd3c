// What scripts, styles and markup ask of a browser, and since when each browser has it, by MDN's data.
// In: {scripts: {file: text}, styles: {file: text}, markup: {page: [[element, attributes], ...]}}.
// Out: {feature: {since: {browser: version, or null if never}, where: ["file:line", ...]}}.
// A name that several things have, such as a method, counts as the one that browsers have had for longest.
import { readFileSync } from "node:fs";
import { parse } from "acorn";
import * as css from "css-tree";

const data = JSON.parse(readFileSync(new URL(import.meta.resolve("@mdn/browser-compat-data"))));
const BROWSERS = ["chrome", "safari", "safari_ios", "firefox", "samsunginternet_android"];
// Later syntax than this is an error: what came before it, all browsers in question have, save what SYNTAX names.
const ECMASCRIPT = 2021;
const SYNTAX = {
  ChainExpression: () => "operators/optional_chaining",
  CatchClause: (node) => !node.param && "statements/try_catch/optional_catch_binding",
  LogicalExpression: (node) => node.operator === "??" && "operators/nullish_coalescing",
  AssignmentExpression: (node) => /^(\?\?|\|\||&&)=$/.test(node.operator) && "operators/nullish_coalescing_assignment",
  Literal: (node) => /\(\?<[=!]/.test(node.regex?.pattern) && "regular_expressions/lookbehind_assertion",
};

const found = {};

function sinceIn(support) {
  const plain = [support ?? []].flat().filter((one) => !one.flags && !one.prefix && !one.alternative_name);
  if (!plain.length || plain[0].version_removed) return Infinity;
  return Math.min(...plain.map(({ version_added: told }) => (told ? parseFloat(String(told).replace("≤", "")) || Infinity : Infinity)));
}

// Of the features of these names, what there is, and the one that browsers have had for longest.
function need(where, ...names) {
  const known = names.flatMap((name) => {
    const told = name.split("/").reduce((room, key) => (room && Object.hasOwn(room, key) ? room[key] : undefined), data)?.__compat;
    return told ? [[name, BROWSERS.map((browser) => sinceIn(told.support[browser]))]] : [];
  });
  const never = ([, since]) => since.filter((one) => one === Infinity).length;
  known.sort((a, b) => never(a) - never(b) || a[1][0] - b[1][0]);
  if (!known.length) return;
  const [name, since] = known[0];
  found[name] ??= { since: Object.fromEntries(BROWSERS.map((browser, i) => [browser, since[i]])), where: [] };
  if (!found[name].where.includes(where)) found[name].where.push(where);
}

// {name: every feature that is a thing, or belongs to one, of that name}
const members = new Map();
for (const top of ["api", "javascript/builtins"]) {
  for (const [thing, parts] of Object.entries(top === "api" ? data.api : data.javascript.builtins)) {
    for (const part of ["", ...Object.keys(parts)]) {
      const name = part.replace(/_static$/, "") || thing;
      members.set(name, [...(members.get(name) ?? []), `${top}/${thing}${part && `/${part}`}`]);
    }
  }
}
const member = (name) => members.get(name) ?? [];

function readScript(file, text) {
  const nodes = [];
  const own = new Set();
  const declare = (pattern) => {
    if (pattern?.type === "Identifier") own.add(pattern.name);
    for (const key of ["left", "argument", "value"]) if (pattern?.[key]?.type) declare(pattern[key]);
    [pattern?.properties, pattern?.elements].flat().forEach((one) => one && declare(one));
  };
  (function walk(node, parent) {
    if (node.type) nodes.push([node, parent]);
    for (const child of Object.values(node)) if (child && typeof child === "object") walk(child, node.type ? node : parent);
  })(parse(text, { ecmaVersion: ECMASCRIPT, locations: true }));
  for (const [node] of nodes) [node.type === "VariableDeclarator" || node.body ? node.id : null, node.params, node.param].flat().forEach(declare);

  for (const [node, parent] of nodes) {
    const where = `${file}:${node.loc?.start.line}`;
    const syntax = SYNTAX[node.type]?.(node);
    if (syntax) need(where, `javascript/${syntax}`);
    if (node.type === "MemberExpression" && !node.computed) {
      const { object, property } = node;
      const builtin = !own.has(object.name) && Object.hasOwn(data.javascript.builtins, object.name ?? "");
      need(where, ...(builtin ? [`javascript/builtins/${object.name}/${property.name}`] : member(property.name)));
    }
    if (node.type === "Property" && parent.type === "ObjectPattern") need(where, ...member(node.key.name));
    const isKey = parent && ((parent.property === node && !parent.computed) || parent.key === node);
    if (node.type === "Identifier" && !isKey && !own.has(node.name)) {
      need(where, ...["api", "api/Window", "javascript/builtins"].map((room) => `${room}/${node.name}`));
    }
    const said = node.type === "TemplateElement" ? node.value.raw : typeof node.value === "string" ? node.value : "";
    const called = parent?.callee?.name ?? parent?.callee?.property?.name;
    if (called === "addEventListener" && parent.arguments[0] === node) need(where, ...member(`${said}_event`));
    for (const [, pseudo] of said.matchAll(/:([a-z-]+)/g)) need(where, `css/selectors/${pseudo}`);
    for (const [, size, unit] of said.matchAll(/\d(?:([sld])v)?([a-z]+)/g)) need(where, ...unitOf(size, unit));
  }
}

const SIZES = { s: "small", l: "large", d: "dynamic" };
const unitOf = (size, unit) => [`css/types/length/${size ? `viewport_percentage_units_${SIZES[size]}` : unit}`];

function readStyle(file, text) {
  const wrong = (error) => {
    throw error;
  };
  const types = Object.keys(data.css.types);
  css.walk(css.parse(text, { positions: true, parseCustomProperty: true, onParseError: wrong }), function (node) {
    const where = `${file}:${node.loc?.start.line}`;
    const property = `css/properties/${this.declaration?.property}`;
    if (node.type === "Declaration") need(where, property, `svg/global_attributes/${node.property}`);
    if (node.type === "Atrule") need(where, `css/at-rules/${node.name}`);
    if (node.type === "Feature") need(where, `css/at-rules/media/${node.name}`);
    if (node.type.startsWith("Pseudo")) need(where, `css/selectors/${node.name}`);
    if (node.type === "Function") need(where, `${property}/${node.name}`, ...["", ...types].map((type) => `css/types/${type && `${type}/`}${node.name}`));
    if (node.type === "Identifier" && this.declaration) need(where, `${property}/${node.name}`);
    if (node.type === "Dimension") need(where, ...unitOf(...(/^([sld])v/.exec(node.unit) ?? [0, ""]).slice(1), node.unit));
  });
}

// Whether all could be read; what could not is told.
function read(files, reader) {
  for (const [file, text] of Object.entries(files)) {
    try {
      reader(file, text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      console.error(`${file}:${error.loc?.line ?? error.line}: ${error.message}. Expected: a style, or a script as of ${ECMASCRIPT}.`);
      process.exitCode = 1;
    }
  }
}

const { scripts, styles, markup } = JSON.parse(readFileSync(0, "utf8"));
read(scripts, readScript);
read(styles, readStyle);
for (const [page, elements] of Object.entries(markup)) {
  for (const [element, attributes] of elements) {
    const rooms = [`html/elements/${element}`, `svg/elements/${element}`];
    need(page, ...rooms);
    for (const one of attributes) need(page, ...[...rooms, "html/global_attributes", "svg/global_attributes"].map((room) => `${room}/${one}`));
  }
}
console.log(JSON.stringify(found));
