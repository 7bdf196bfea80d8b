// Hand-written closures over the event, its fields by number: what a programmer would write for one account.

/** The event with its custom fields by number. */
export function deal(bytes) {
  const event = JSON.parse(bytes);
  const lead = event.lead;
  const fields = new Map();
  for (const field of lead.custom_fields_values ?? []) {
    const value = field.values[0]?.value;
    fields.set(field.field_id, {
      enums: field.values.map((it) => it.enum_id).filter((it) => it != null),
      text: typeof value === "string" ? value : undefined,
      number: typeof value === "string" && value.trim() !== "" ? Number(value) : undefined,
    });
  }
  return {
    name: lead.name.toLowerCase(),
    price: lead.price,
    status: lead.status_id,
    pipeline: lead.pipeline_id,
    responsible: lead.responsible_user_id,
    age: event.now - lead.created_at,
    tags: lead._embedded.tags.map((tag) => tag.name),
    fields,
  };
}

function closure(test) {
  const { op, v, field } = test;
  const folded = typeof v === "string" ? v.toLowerCase() : v;
  const seconds = v * 86_400;
  switch (op) {
    case "status_eq": return (it) => it.status === v;
    case "pipeline_eq": return (it) => it.pipeline === v;
    case "responsible_in": return (it) => v.includes(it.responsible);
    case "price_gt": return (it) => it.price > v;
    case "price_lt": return (it) => it.price < v;
    case "name_icontains": return (it) => it.name.includes(folded);
    case "cf_enum_in": return (it) => it.fields.get(field)?.enums.some((id) => v.includes(id)) ?? false;
    case "cf_text_eq": return (it) => it.fields.get(field)?.text === v;
    case "cf_num_gt": return (it) => it.fields.get(field)?.number > v;
    case "tag_has": return (it) => it.tags.includes(v);
    case "older_days": return (it) => it.age > seconds;
    default: throw new Error(`unknown test ${op}`);
  }
}

export function closures(bytes, { w1, w2, w3 }) {
  const compile = (block) => block.map(closure);
  const holds = (block, facts) => block.every((test) => test(facts));
  const first = (blocks, facts) => blocks.findIndex((block) => holds(block, facts));
  const facts = deal(bytes);
  const one = compile(w1);
  const ten = w2.map(compile);
  const hundred = w3.map((blocks) => blocks.map(compile));
  return {
    name: "Node: closures",
    works: {
      w1: () => holds(one, facts),
      w2: () => first(ten, facts),
      w3: () => hundred.map((blocks) => first(blocks, facts)),
      w5: () => first(ten, deal(bytes)),
    },
  };
}
