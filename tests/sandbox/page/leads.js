// The list of deals.
import { api, el, money, moment, page, people, user } from "/sandbox/page/frame.js";

const list = document.querySelector("#list");
const search = document.querySelector("#search");
const choice = document.querySelector("#pipeline");

const pipelines = (await api("leads/pipelines"))._embedded.pipelines;
const names = new Map((await people).map((person) => [person.id, person.name]));
const stages = new Map(pipelines.flatMap((pipeline) =>
  pipeline._embedded.statuses.map((stage) => [`${pipeline.id}/${stage.id}`, stage])));

choice.append(new Option("Все воронки", ""));
for (const pipeline of pipelines) choice.append(new Option(pipeline.name, pipeline.id));

async function load() {
  const query = new URLSearchParams({ limit: 250, "order[updated_at]": "desc" });
  if (search.value.trim()) query.set("query", search.value.trim());
  if (choice.value) query.set("filter[pipeline_id][]", choice.value);
  const answer = await api(`leads?${query}`);
  return answer?._embedded.leads ?? [];
}

function row(lead) {
  const stage = stages.get(`${lead.pipeline_id}/${lead.status_id}`);
  return el("tr", { "data-lead": lead.id },
    el("td", {}, el("a", { href: `/leads/detail/${lead.id}` }, lead.name || "Без названия"),
      el("div", { class: "muted" }, `№ ${lead.id}`)),
    el("td", {}, el("span", { class: "stage", style: `background:${stage?.color ?? "#eee"}` }, stage?.name ?? "—")),
    el("td", {}, names.get(lead.responsible_user_id) ?? "Робот"),
    el("td", {}, ...lead._embedded.tags.map((tag) => el("span", { class: "tag" }, tag.name))),
    el("td", { class: "sum" }, money(lead.price)),
    el("td", { class: "muted" }, moment(lead.updated_at)));
}

async function show() {
  try {
    const leads = await load();
    if (leads.length === 0) {
      list.replaceChildren(el("div", { class: "panel empty" }, "Сделок не найдено"));
      return;
    }
    const head = ["Сделка", "Этап", "Ответственный", "Теги", "Бюджет", "Изменена"]
      .map((title) => el("th", { class: title === "Бюджет" ? "sum" : "" }, title));
    list.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...leads.map(row))));
  } catch (error) {
    list.replaceChildren(el("p", { class: "note bad" }, error.message));
  }
}

let waiting;
search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200); });
choice.addEventListener("change", show);
document.querySelector("#add").addEventListener("click", async () => {
  const made = await page(`leads?user_id=${user()}`, { name: "Новая сделка" });
  location.href = `/leads/detail/${made.id}`;
});
await show();
// Automations change deals while the page is open.
setInterval(show, 3000);
