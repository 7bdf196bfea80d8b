// The card of one deal.
import { api, el, moment, page, people, user } from "/sandbox/page/frame.js";
import { fieldInput } from "/sandbox/page/fields.js";

const id = Number(location.pathname.split("/").pop());
const form = document.querySelector("#card");
const everybody = await people;
const pipelines = (await api("leads/pipelines"))._embedded.pipelines;
const fields = (await api("leads/custom_fields?limit=250"))?._embedded.custom_fields ?? [];

/** Readers of the inputs that were touched since the card was drawn. */
let touched = new Map();
let drawn = 0;

const nameOf = (number) => everybody.find((person) => person.id === number)?.name ?? "Робот";

function field(label, key, input, read) {
  if (read) input.addEventListener("input", () => { touched.set(key, read); refreshButton(); });
  return el("label", { class: "field" }, el("span", {}, label), input);
}

function stagePicker(lead) {
  const select = el("select", { name: "stage" });
  for (const pipeline of pipelines) {
    const group = el("optgroup", { label: pipeline.name });
    for (const stage of pipeline._embedded.statuses) {
      const on = stage.id === lead.status_id && pipeline.id === lead.pipeline_id;
      group.append(new Option(stage.name, `${pipeline.id}/${stage.id}`, on, on));
    }
    select.append(group);
  }
  return select;
}

function standard(lead) {
  const name = el("input", { name: "name", value: lead.name });
  const price = el("input", { name: "price", type: "number", min: 0, step: 1, value: lead.price });
  const stage = stagePicker(lead);
  const owner = el("select", { name: "responsible" });
  for (const person of everybody) {
    const on = person.id === lead.responsible_user_id;
    owner.append(new Option(person.name, person.id, on, on));
  }
  const tags = el("input", { name: "tags", value: lead._embedded.tags.map((tag) => tag.name).join(", ") });
  const list = () => tags.value.split(",").map((text) => text.trim()).filter(Boolean);
  return [
    field("Название", "name", name, () => ({ name: name.value })),
    field("Бюджет, ₽", "price", price, () => ({ price: Number(price.value) })),
    field("Этап", "stage", stage, () => {
      const [pipeline_id, status_id] = stage.value.split("/").map(Number);
      return { pipeline_id, status_id };
    }),
    field("Ответственный", "responsible", owner, () => ({ responsible_user_id: Number(owner.value) })),
    field("Теги", "tags", tags, () => ({ tags: list().map((text) => ({ name: text })) })),
  ];
}

function custom(lead) {
  return fields.map((definition) => {
    const value = (lead.custom_fields_values ?? []).find((own) => own.field_id === definition.id)?.values;
    const { input, read } = fieldInput(definition, value);
    const entry = read && (() => ({ field: { field_id: definition.id, values: read() } }));
    return field(definition.name, `field ${definition.id}`, input, entry);
  });
}

function refreshButton() {
  form.querySelector("button").disabled = touched.size === 0;
}

function draw(lead, note = "") {
  touched = new Map();
  drawn = lead.updated_at;
  document.title = `${lead.name} — песочница amoCRM`;
  document.querySelector("#title").textContent = lead.name;
  document.querySelector("#number").textContent = `№ ${lead.id}, изменена ${moment(lead.updated_at)}`;
  form.replaceChildren(...standard(lead), el("h2", {}, "Поля"), ...custom(lead),
    el("div", { class: "save" },
      el("button", { class: "main", type: "submit", disabled: true }, "Сохранить"),
      el("span", { class: "note", role: "status", id: "saved" }, note)));
}

const load = () => api(`leads/${id}?with=contacts`);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const item = {};
  const status = form.querySelector("#saved");
  for (const read of touched.values()) {
    const { tags, field: entry, ...plain } = read();
    Object.assign(item, plain);
    if (tags) item._embedded = { tags };
    if (entry) (item.custom_fields_values ??= []).push(entry);
  }
  try {
    await page(`leads/${id}?user_id=${user()}`, item);
    draw(await load(), "Сохранено");
  } catch (error) {
    status.className = "note bad";
    status.textContent = error.message;
  }
});

function feed(selector, items, empty) {
  const list = document.querySelector(selector);
  list.replaceChildren(...(items.length ? items : [el("li", { class: "muted" }, empty)]));
}

async function tasks() {
  const answer = await api(`tasks?limit=250&filter[entity_type]=leads&filter[entity_id][]=${id}`);
  const items = (answer?._embedded.tasks ?? []).map((task) => {
    const late = !task.is_completed && task.complete_till * 1000 < Date.now();
    const done = el("input", { type: "checkbox", checked: task.is_completed, "aria-label": "Выполнена",
      onchange: () => api(`tasks/${task.id}`, "PATCH", { is_completed: done.checked }).then(tasks) });
    return el("li", { "data-task": task.id }, done, " ",
      el("span", { class: task.is_completed ? "done" : "" }, task.text),
      el("div", { class: late ? "muted late" : "muted" }, `${moment(task.complete_till)} · ${nameOf(task.responsible_user_id)}`),
      task.result.text ? el("div", {}, `Результат: ${task.result.text}`) : null);
  });
  feed("#tasks", items, "Задач нет");
}

async function notes() {
  const answer = await api(`leads/${id}/notes?limit=250&order[id]=desc`);
  const items = (answer?._embedded.notes ?? []).map((note) => el("li", { "data-note": note.id },
    note.params.text ?? note.params.phone ?? note.note_type,
    el("div", { class: "muted" }, `${moment(note.created_at)} · ${nameOf(note.created_by)}`)));
  feed("#notes", items, "Примечаний нет");
}

async function links(lead) {
  const shown = [];
  for (const kind of ["contacts", "companies"]) {
    for (const link of lead._embedded[kind] ?? []) {
      const card = await api(`${kind}/${link.id}`);
      const values = (card?.custom_fields_values ?? []).filter((own) => ["PHONE", "EMAIL"].includes(own.field_code));
      const reach = values.flatMap((own) => own.values.map((value) => value.value)).join(", ");
      const role = kind === "companies" ? "компания" : link.is_main ? "основной контакт" : "контакт";
      shown.push(el("li", {}, card?.name ?? "—", el("div", { class: "muted" }, [role, reach].filter(Boolean).join(" · "))));
    }
  }
  feed("#people", shown, "Никто не привязан");
}

document.querySelector("#new-task").addEventListener("submit", async (event) => {
  event.preventDefault();
  const tomorrow = Math.floor(Date.now() / 1000) + 86400;
  const text = event.target.text.value;
  await api("tasks", "POST", [{ text, complete_till: tomorrow, entity_id: id, entity_type: "leads" }]);
  event.target.reset();
  await tasks();
});

document.querySelector("#new-note").addEventListener("submit", async (event) => {
  event.preventDefault();
  await api(`leads/${id}/notes`, "POST", [{ note_type: "common", params: { text: event.target.text.value } }]);
  event.target.reset();
  await notes();
});

/** Takes over what automations did, but never over what is being typed. */
async function follow() {
  const lead = await load();
  if (lead && lead.updated_at !== drawn && touched.size === 0) draw(lead);
  await Promise.all([tasks(), notes()]);
}

const lead = await load();
if (lead) {
  draw(lead);
  await Promise.all([tasks(), notes(), links(lead)]);
  setInterval(follow, 2000);
} else {
  document.querySelector(".columns").replaceChildren(el("div", { class: "panel empty" }, "Такой сделки нет"));
}
