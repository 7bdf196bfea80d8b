// Inputs for custom fields: what a type shows, and what is written back.
import { el } from "/sandbox/page/frame.js";

const pad = (number) => String(number).padStart(2, "0");
/** Moscow is always three hours ahead of UTC. */
const shifted = (unix) => new Date((unix + 3 * 3600) * 1000);
const day = (unix) => shifted(unix).toISOString().slice(0, 10);
const minute = (unix) => shifted(unix).toISOString().slice(0, 16);
const rfc3339 = (text) => text.length === 10 ? `${text}T00:00:00+03:00` : `${text}:00+03:00`;

function options(field, value, multiple) {
  const select = el("select", { multiple });
  if (!multiple) select.append(new Option("—", ""));
  const chosen = (value ?? []).map((item) => item.enum_id);
  for (const entry of field.enums ?? []) {
    const on = chosen.includes(entry.id);
    select.append(new Option(entry.value, entry.id, on, on));
  }
  if (multiple) select.size = Math.min(5, (field.enums ?? []).length || 1);
  return select;
}

const simple = (type, show = (v) => v, write = (v) => v) => (field, value) => {
  const input = el("input", { type, value: value?.[0] ? show(value[0].value) : "" });
  return { input, read: () => input.value === "" ? [] : [{ value: write(input.value) }] };
};

const area = (field, value) => {
  const input = el("textarea", { value: value?.[0]?.value ?? "" });
  return { input, read: () => input.value === "" ? [] : [{ value: input.value }] };
};

const picker = (multiple) => (field, value) => {
  const input = options(field, value, multiple);
  const chosen = () => [...input.selectedOptions].filter((option) => option.value);
  return { input, read: () => chosen().map((option) => ({ enum_id: Number(option.value) })) };
};

const checkbox = (field, value) => {
  const input = el("input", { type: "checkbox", checked: value?.[0]?.value === true });
  return { input, read: () => [{ value: input.checked }] };
};

const address = (field, value) => {
  const city = (value ?? []).find((part) => part.enum_code === "city")?.value ?? "";
  const input = el("input", { value: city, placeholder: "Город" });
  const rest = (value ?? []).filter((part) => part.enum_code !== "city");
  return { input, read: () => [...(input.value ? [{ value: input.value, enum_code: "city" }] : []), ...rest] };
};

const legal = (field, value) => {
  const known = value?.[0]?.value ?? {};
  const input = el("input", { value: known.name ?? "", placeholder: "Название" });
  return { input, read: () => input.value ? [{ value: { ...known, name: input.value } }] : [] };
};

const TYPES = {
  numeric: simple("number"), monetary: simple("number"), url: simple("url"), textarea: area, checkbox,
  select: picker(false), radiobutton: picker(false), multiselect: picker(true),
  date: simple("date", day, rfc3339), birthday: simple("date", day, rfc3339),
  date_time: simple("datetime-local", minute, rfc3339), smart_address: address, legal_entity: legal,
};

/** Types that are shown but not edited on this page. */
const READ_ONLY = ["file", "chained_list"];

/** The input of a field: an element, its reader, and whether it was touched. */
export function fieldInput(field, value) {
  if (READ_ONLY.includes(field.type)) {
    const text = (value ?? []).map((item) => item.value?.file_name ?? JSON.stringify(item)).join(", ");
    return { input: el("span", { class: "read muted" }, text || "—"), read: null };
  }
  const made = (TYPES[field.type] ?? simple("text"))(field, value);
  if (made.input.type === "number") made.input.step = "any";
  made.input.dataset.field = field.id;
  return made;
}
