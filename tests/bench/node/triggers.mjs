// The product's engine as WebAssembly: scenarios and facts stay inside, works are asked for by number.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export function triggers(module, file, event) {
  const { Resident } = createRequire(import.meta.url)(`${module}/engine_js.js`);
  const given = JSON.parse(readFileSync(file, "utf8"));
  const bytes = (json) => Buffer.from(typeof json === "string" ? json : JSON.stringify(json));
  const resident = (scenarios, events) => {
    const made = new Resident(JSON.stringify(given.facts));
    made.load(bytes(scenarios));
    events.forEach((facts) => made.keep(bytes(facts)));
    return made;
  };
  const [one, ten, hundred] = [given.w1, given.w2, given.w3].map((it) => resident(it, [given.facts]));
  const thousand = resident(given.w3, given.events);
  const none = given.w3.map(() => -1);
  const first = (it, passing) => (passing === 0 ? -1 : it.block(0));
  const arrived = bytes(event);
  return {
    name: "triggers engine, WebAssembly under Node",
    passing: thousand.decide(undefined, undefined),
    works: {
      w1: () => one.decide(undefined, 0) === 1,
      w2: () => first(ten, ten.decide(undefined, 0)),
      w3: () => {
        const firsts = none.slice();
        for (let at = hundred.decide(undefined, 0) - 1; at >= 0; at--) firsts[hundred.scenario(at)] = hundred.block(at);
        return firsts;
      },
      w5: () => first(ten, ten.once(arrived)),
      resident: () => thousand.decide(undefined, undefined),
    },
  };
}
