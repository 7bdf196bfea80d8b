// Peers under Node: closures over the parsed event, and json-rules-engine. Prints medians in nanoseconds as JSON.
//
// Takes the folder of the data; wrong answers end it with an error.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { closures } from "./closures.mjs";
import { rulesEngine } from "./rules_engine.mjs";

const ROUNDS = 11;
const SAMPLE_NS = 2_000_000;

const read = (name) => readFileSync(`${process.argv[2]}/${name}`, "utf8");
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

async function median(work) {
  let count = 1;
  while ((await spend(work, count)) < SAMPLE_NS) count *= 2;
  const samples = [];
  for (let round = 0; round < ROUNDS; round++) samples.push((await spend(work, count)) / count);
  samples.sort((left, right) => left - right);
  return samples[ROUNDS >> 1];
}

const results = [];
for (const peer of [closures(bytes, workloads), rulesEngine(bytes, workloads)]) {
  const right = { w1: expected.w1, w2: expected.w2, w3: expected.w3, w5: expected.w2 };
  const times = {};
  for (const [name, work] of Object.entries(peer.works)) {
    const answer = await work();
    if (!isDeepStrictEqual(answer, right[name])) {
      throw new Error(`${peer.name} gives a wrong answer to ${name}: ${JSON.stringify(answer)}`);
    }
    times[name] = await median(work);
  }
  results.push({ name: peer.name, times });
}
console.log(JSON.stringify(results));
