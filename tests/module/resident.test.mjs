// The engine as a module for JavaScript: scenarios and facts go in once and are asked for by number.
//
// ENGINE_JS is the folder of the module; `cargo xtask test` builds it.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const { Resident } = createRequire(import.meta.url)(`${process.env.ENGINE_JS}/engine_js.js`);

const bytes = (json) => Buffer.from(JSON.stringify(json));
const number = (value) => ({ path: "const.number", value });
const block = (...conditions) => ({
  id: "b",
  conditions: conditions.map(([path, operator, right], at) => ({ id: `c${at}`, left: { path }, operator, right })),
});
const dear = block(["lead.budget", "gt", number(10_000)]);
const cheap = block(["lead.budget", "le", number(10_000)]);
const named = block(["lead.responsible.name", "eq", { path: "const.text", value: "анна белова" }]);
const names = { account: { id: 1, timezone: "Europe/Moscow" }, users: [{ id: 5, name: "Анна Белова" }] };
const deal = (price, more = {}) => bytes({ now: 1_709_197_500, lead: { id: 7, name: "Опт", price, ...more } });

/** Two scenarios, of two blocks and of one, and two events. */
function resident() {
  const made = new Resident(JSON.stringify(names));
  made.load(bytes([{ blocks: [dear, cheap] }, { blocks: [dear] }]));
  assert.equal(made.keep(deal(50_000)), 0);
  assert.equal(made.keep(deal(500)), 1);
  return made;
}

/** What passed, as triples of facts, scenario and block. */
function triples(made, ...asked) {
  const count = made.decide(...asked);
  const flat = [...made.passing()];
  assert.equal(flat.length, 3 * count);
  const all = [];
  for (let at = 0; at < flat.length; at += 3) all.push(flat.slice(at, at + 3));
  return all;
}

test("one event, one scenario, or all", () => {
  const made = resident();
  assert.deepEqual(triples(made, undefined, 0), [[0, 0, 0], [0, 1, 0]]);
  assert.deepEqual(triples(made, undefined, 1), [[1, 0, 1]]);
  assert.deepEqual(triples(made, 1, undefined), [[0, 1, 0]]);
  assert.deepEqual(triples(made), [[0, 0, 0], [0, 1, 0], [1, 0, 1]]);
  assert.deepEqual([made.scenario(2), made.block(2), made.block(3)], [0, 1, undefined]);
});

test("one condition is edited", () => {
  const made = resident();
  assert.equal(made.replace(1, 0, bytes(block(["lead.budget", "gt", number(100)]))), true);
  assert.deepEqual(triples(made, 1), [[0, 1, 0], [1, 1, 0]]);
  assert.equal(made.replace(1, 1, bytes(dear)), false, "there is no such block");
  assert.deepEqual(triples(made, 1), [[0, 1, 0], [1, 1, 0]]);
});

test("dictionaries stay inside", () => {
  const made = new Resident(JSON.stringify(names));
  made.load(bytes([{ blocks: [named] }]));
  assert.equal(made.once(deal(1, { responsible_user_id: 5 })), 1);
  assert.equal(made.once(deal(1, { responsible_user_id: 6 })), 0);
});

test("numbers that nothing has give nothing, forgotten facts too", () => {
  const made = resident();
  assert.deepEqual(triples(made, 7, 0), []);
  assert.deepEqual(triples(made, undefined, 7), []);
  made.forget();
  assert.deepEqual(triples(made), []);
});

test("bad input is an error that names the place, and changes nothing", () => {
  const made = resident();
  assert.throws(() => made.load(bytes([{}, { blocks: [{ conditions: 5 }] }])), /\[1\]\.blocks\[0\]\.conditions/);
  assert.throws(() => made.replace(0, 0, bytes({ conditions: [{ left: 1 }] })), /conditions\[0\]\.left/);
  assert.throws(() => made.keep(Buffer.from("{")), Error);
  assert.throws(() => made.once(bytes([1])), Error);
  assert.throws(() => new Resident("5"), Error);
  assert.deepEqual(triples(made, undefined, 0), [[0, 0, 0], [0, 1, 0]]);
});
