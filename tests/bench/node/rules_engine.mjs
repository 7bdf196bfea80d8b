// json-rules-engine: every block is a rule, earlier blocks have the higher priority, the first that holds stops it.

import { Engine } from "json-rules-engine";

import { deal } from "./closures.mjs";

function condition({ op, v, field }) {
  const row = (fact, operator, value) => ({ fact, operator, value });
  const of = (operator, value) => ({ fact: "field", params: { field }, operator, value });
  switch (op) {
    case "status_eq": return row("status", "equal", v);
    case "pipeline_eq": return row("pipeline", "equal", v);
    case "responsible_in": return row("responsible", "in", v);
    case "price_gt": return row("price", "greaterThan", v);
    case "price_lt": return row("price", "lessThan", v);
    case "name_icontains": return row("name", "textContains", v.toLowerCase());
    case "cf_enum_in": return of("enumIn", v);
    case "cf_text_eq": return of("textIs", v);
    case "cf_num_gt": return of("numberOver", v);
    case "tag_has": return row("tags", "contains", v);
    case "older_days": return row("age", "greaterThan", v * 86_400);
    default: throw new Error(`unknown test ${op}`);
  }
}

function engine(blocks) {
  const made = new Engine([], { allowUndefinedFacts: true });
  made.addOperator("textContains", (text, part) => text.includes(part));
  made.addOperator("enumIn", (it, ids) => it?.enums.some((id) => ids.includes(id)) ?? false);
  made.addOperator("textIs", (it, text) => it?.text === text);
  made.addOperator("numberOver", (it, number) => it?.number > number);
  made.addFact("field", async ({ field }, almanac) => (await almanac.factValue("fields")).get(field));
  blocks.forEach((block, index) =>
    made.addRule({
      conditions: { all: block.map(condition) },
      event: { type: "runs", params: { index } },
      priority: blocks.length - index,
      onSuccess: () => made.stop(),
    }),
  );
  return made;
}

async function first(made, facts) {
  const { events } = await made.run(facts);
  return events.length > 0 ? Math.min(...events.map((event) => event.params.index)) : -1;
}

export function rulesEngine(bytes, { w1, w2, w3 }) {
  const facts = deal(bytes);
  const one = engine([w1]);
  const ten = engine(w2);
  const hundred = w3.map(engine);
  return {
    name: "Node: json-rules-engine 7",
    works: {
      w1: async () => (await first(one, facts)) === 0,
      w2: () => first(ten, facts),
      w3: async () => {
        const found = [];
        for (const made of hundred) found.push(await first(made, facts));
        return found;
      },
      w5: () => first(ten, deal(bytes)),
    },
  };
}
