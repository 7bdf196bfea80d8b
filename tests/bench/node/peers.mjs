// Peers under Node: closures over the parsed event, and json-rules-engine. Prints medians in nanoseconds as JSON.
//
// Takes the folder of the data and, if it was built, the folder of our module with the file of what it is given.
// Wrong answers end it with an error; all have their turn in every round.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { closures } from "./closures.mjs";
import { rulesEngine } from "./rules_engine.mjs";
import { triggers } from "./triggers.mjs";

const ROUNDS = 11;
const SAMPLE_NS = 2_000_000;

const [, , data, module, given] = process.argv;
const read = (name) => readFileSync(`${data}/${name}`, "utf8");
const bytes = read("event.json");
const workloads = JSON.parse(read("workloads.json"));
const expected = JSON.parse(read("expected.json"));

/** Nanoseconds of so many calls. */
async function spend(work, count) {
  const start = process.hrtime.bigint();
  for (let done = 0; done < count; done++) {
    const answer = work();
    if (answer instanceof Promise) await answer;
  }
  return Number(process.hrtime.bigint() - start);
}

/** How often a work must be done to fill a sample. */
async function repeats(work) {
  let count = 1;
  while ((await spend(work, count)) < SAMPLE_NS) count *= 2;
  return count;
}

/** A peer's works whose answers are right, with room for samples. */
async function admitted(peer) {
  const right = { w1: expected.w1, w2: expected.w2, w3: expected.w3, w5: expected.w2, resident: peer.passing };
  const works = [];
  for (const [name, work] of Object.entries(peer.works)) {
    const answer = await work();
    if (!isDeepStrictEqual(answer, right[name])) {
      throw new Error(`${peer.name} gives a wrong answer to ${name}: ${JSON.stringify(answer)}`);
    }
    works.push({ name, work, count: await repeats(work), samples: [] });
  }
  return works;
}

const peers = [closures(bytes, workloads), rulesEngine(bytes, workloads)];
if (module) peers.push(triggers(module, given, bytes));
const asked = [];
for (const peer of peers) asked.push(await admitted(peer));
for (let round = 0; round < ROUNDS; round++) {
  for (const { work, count, samples } of asked.flat()) samples.push((await spend(work, count)) / count);
}

const median = (samples) => samples.toSorted((left, right) => left - right)[ROUNDS >> 1];
const rows = peers.map(({ name, passing }, place) => ({
  name,
  passing,
  times: Object.fromEntries(asked[place].map((it) => [it.name, median(it.samples)])),
}));
console.log(JSON.stringify(rows));
