// Other data of the form of ../data: `node generate.mjs SEED FOLDER`.
//
// Fields, numbers, names, tags and rules are drawn anew; the right answers are found by looking rules up in the
// event's JSON one by one, which no engine of the benchmark does.

import { mkdirSync, writeFileSync } from "node:fs";

const [seed, folder] = [BigInt(process.argv[2] ?? 1), process.argv[3]];
const MASK = (1n << 64n) - 1n;
let state = (seed * 0x9e3779b97f4a7c15n + 1n) & MASK;

/** A whole number from 0 up to, not including, the limit. */
function below(limit) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & MASK;
  return Number((state >> 33n) % BigInt(limit));
}
const pick = (list) => list[below(list.length)];
const between = (low, high) => low + below(high - low);
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const WORDS = ["Ремонт", "доставка", "Монтаж", "склад", "Проект", "аудит", "Лизинг", "консультация", "Печать", "Упаковка"];
const ABSENT = ["франшиза", "Вебинар", "рассрочка", "Курсы"];
const TAGS = ["повтор", "Юг", "b2b", "срочно", "сервис", "молния", "архив", "Партнёр", "тест-драйв"];
const TOWNS = ["Казань", "Пермь", "Нижний Новгород", "Йошкар-Ола", "Уфа"];
const PEOPLE = ["Пётр Ёлкин", "Alina O’Neil", "Жанна Щукина", "Ким Ли"];

const now = 1_700_000_000 + below(50_000_000);
const base = between(100_000, 900_000);
const step = between(3, 50);
const fields = times(between(15, 70), (index) => field(base + index * step, index));
const towns = { ...field(base - 1, 0), field_type: "text", field_name: "Город" };
towns.values = [{ value: pick(TOWNS) }];
fields.splice(below(fields.length), 0, towns);

function field(field_id, index) {
  const field_type = pick(["text", "numeric", "select", "multiselect", "checkbox", "date"]);
  const option = (at) => ({ value: `Опция ${index}-${at}`, enum_id: field_id * 10 + at, enum_code: null });
  const values = {
    text: () => [{ value: `${pick(WORDS)} ${index}` }],
    numeric: () => [{ value: String(between(0, 5000)) }],
    select: () => [option(below(9))],
    multiselect: () => times(between(1, 4), (at) => option(at * 2)),
    checkbox: () => [{ value: below(2) === 1 }],
    date: () => [{ value: now - below(90) * 86_400 }],
  }[field_type]();
  return { field_id, field_name: `${pick(WORDS)} ${index}`, field_code: null, field_type, values };
}

const [status, pipeline, user] = [between(1_000, 90_000_000), between(1_000, 9_000_000), between(1_000, 9_000_000)];
const named = times(between(2, 5), () => pick(WORDS));
const company = { id: between(1, 1e8), name: `АО «${pick(WORDS)} и ${pick(TOWNS)}»`, custom_fields_values: null };
const tags = [...new Set(times(between(2, 6), () => pick(TAGS)))];
const contacts = times(between(1, 4), (index) => ({
  id: between(1, 1e8) + index, name: pick(PEOPLE), is_main: index === 0, custom_fields_values: null,
}));
const lead = {
  id: between(1, 1e8),
  name: `${named.join(", ")} №${below(10_000)}`,
  price: below(5_000) * 100,
  responsible_user_id: user, status_id: status, pipeline_id: pipeline,
  created_at: now - below(100) * 86_400 - between(1, 86_000), updated_at: now - 60,
  custom_fields_values: fields,
  _embedded: {
    tags: tags.map((name, index) => ({ id: 500 + index, name, color: null })),
    companies: [{ id: company.id }],
    contacts: contacts.map(({ id, is_main }) => ({ id, is_main })),
  },
};
const event = {
  now,
  account: { id: between(1, 1e8), subdomain: `k${below(1000)}`, name: "Другой счёт", currency: "RUB" },
  user: { id: user, name: pick(PEOPLE), email: `user${below(99)}@example.com`, phone: `+7 800 ${between(100, 999)}-00-11` },
  pipeline: { id: pipeline, name: `Воронка ${pick(WORDS)}` },
  status: { id: status, name: `Этап ${pick(WORDS)}` },
  lead, company, contacts,
};

const of = (...types) => pick(fields.filter((it) => types.includes(it.field_type)).concat(types.includes("text") ? [towns] : []));
const has = (...types) => types.includes("text") || fields.some((it) => types.includes(it.field_type));
const letters = (text) => (below(2) ? text.toUpperCase() : text.toLowerCase());
const shuffled = (list) => list.map((it) => [below(1e6), it]).sort((a, b) => a[0] - b[0]).map((it) => it[1]);

/** Rules by name: a test that probably holds if it shall, and whether it does. */
const TESTS = {
  status_eq: { make: (hold) => ({ v: hold ? status : status + between(1, 9) }), holds: ({ v }) => lead.status_id === v },
  pipeline_eq: { make: (hold) => ({ v: hold ? pipeline : pipeline + between(1, 9) }), holds: ({ v }) => lead.pipeline_id === v },
  responsible_in: {
    make: (hold) => ({ v: shuffled([user + 1, user + 2, hold ? user : user + 3]) }),
    holds: ({ v }) => v.includes(lead.responsible_user_id),
  },
  price_gt: { make: (hold) => ({ v: lead.price + (hold ? -1 : 1) * between(1, 9_000) }), holds: ({ v }) => lead.price > v },
  price_lt: { make: (hold) => ({ v: lead.price + (hold ? 1 : -1) * between(1, 9_000) }), holds: ({ v }) => lead.price < v },
  name_icontains: {
    make: (hold) => {
      const cs = hold ? pick(named) : pick(ABSENT);
      return { v: letters(cs), cs };
    },
    holds: ({ v }) => lead.name.toLowerCase().includes(v.toLowerCase()),
  },
  cf_enum_in: {
    needs: ["select", "multiselect"],
    make: (hold) => {
      const { field_id, values } = of("select", "multiselect");
      return { field: field_id, v: shuffled([7, 8, hold ? pick(values).enum_id : 9]) };
    },
    holds: ({ field, v }) => fields.some((it) => it.field_id === field && it.values.some((one) => v.includes(one.enum_id))),
  },
  cf_text_eq: {
    needs: ["text"],
    make: (hold) => {
      const { field_id, values } = of("text");
      return { field: field_id, v: hold ? values[0].value : `нет ${below(99)}` };
    },
    holds: ({ field, v }) => fields.some((it) => it.field_id === field && it.values[0].value === v),
  },
  cf_num_gt: {
    needs: ["numeric"],
    make: (hold) => {
      const { field_id, values } = of("numeric");
      return { field: field_id, v: Number(values[0].value) + (hold ? -1 : 1) * between(1, 500) };
    },
    holds: ({ field, v }) => fields.some((it) => it.field_id === field && Number(it.values[0].value) > v),
  },
  tag_has: { make: (hold) => ({ v: hold ? pick(tags) : pick(ABSENT) }), holds: ({ v }) => tags.includes(v) },
  older_days: {
    make: (hold) => {
      const days = Math.floor((now - lead.created_at) / 86_400);
      return { v: hold ? Math.max(days - below(5), 0) : days + between(1, 9) };
    },
    holds: ({ v }) => now - lead.created_at > v * 86_400,
  },
};
const POSSIBLE = Object.keys(TESTS).filter((op) => !TESTS[op].needs || has(...TESTS[op].needs));

const test = (hold) => {
  const op = pick(POSSIBLE);
  return { op, ...TESTS[op].make(hold) };
};
/** A block of so many tests; one that shall not hold has at least one that does not. */
const block = (size, hold) => {
  const wrong = hold ? -1 : below(size);
  return times(size, (index) => test(index !== wrong && (hold || below(4) > 0)));
};
const holds = (it) => it.every((one) => TESTS[one.op].holds(one));
const first = (blocks) => blocks.findIndex(holds);

const last = between(3, 10);
const work = {
  now,
  w1: block(6, below(4) > 0),
  w2: times(10, (index) => block(6, index === last)),
  w3: times(100, () => times(3, () => block(5, below(60) === 0))),
};

const tag = pick(tags);
const cents = lead.price * 85;
const day = new Date((lead.created_at + 3 * 3600) * 1000).toISOString().slice(0, 10).split("-").reverse().join(".");
const expected = {
  w1: holds(work.w1),
  w2: first(work.w2),
  w3: work.w3.map(first),
  w4: [
    `Здравствуйте, ${contacts[0].name}!`,
    `Ваша заявка №${lead.id} «${lead.name}» от ${day} принята.`,
    `Компания: ${company.name}. Город: ${towns.values[0].value}.`,
    `Сумма: ${lead.price} руб., со скидкой 15%: ${cents / 100} руб.`,
    `Этап: ${event.status.name}, воронка: ${event.pipeline.name}.`,
    `Менеджер: ${event.user.name}, тел. ${event.user.phone}, ${event.user.email}.`,
    `Метка: ${tag}. Аккаунт: ${event.account.subdomain}.amocrm.ru`,
  ].join("\n"),
  city_field: towns.field_id,
};

mkdirSync(folder, { recursive: true });
for (const [name, json] of Object.entries({ event, workloads: work, expected })) {
  writeFileSync(`${folder}/${name}.json`, JSON.stringify(json));
}
