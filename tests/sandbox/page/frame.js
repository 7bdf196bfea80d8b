// What every page of the sandbox shares: the rail, the acting user, calls and small builders.

/** Makes an element; texts are always set as text, never parsed. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key === "class") node.className = value;
    else if (key === "style") node.style.cssText = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const KEY = "sandbox.user";

/** The user the page acts as. */
export const user = () => Number(localStorage.getItem(KEY)) || 9100001;

async function read(answer) {
  if (answer.status === 204) return null;
  const body = await answer.json();
  if (answer.ok) return body;
  const errors = (body["validation-errors"] ?? []).flatMap((item) => item.errors);
  const lines = errors.map((error) => `${error.path}: ${error.detail}`);
  throw new Error(lines.join("\n") || body.detail || `Ошибка ${answer.status}`);
}

/** A call of the API as the chosen user, without a token, as amoCRM's own pages do. */
export async function api(path, method = "GET", body) {
  const options = { method };
  if (body !== undefined) options.body = JSON.stringify(body);
  return read(await fetch(`/sandbox/as/${user()}/${path}`, options));
}

/** A call of the page's own endpoints. */
export async function page(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  return read(await fetch(`/sandbox/${path}`, options));
}

/** Everybody in the account. */
export const people = page("people");

export const money = (sum) => sum ? `${sum.toLocaleString("ru-RU")} ₽` : "—";

export const moment = (unix) => new Date(unix * 1000).toLocaleString("ru-RU", {
  timeZone: "Europe/Moscow", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit",
});

async function rail() {
  const link = (href, text, active) => {
    const node = el("a", { href }, text);
    if (active) node.setAttribute("aria-current", "page");
    return node;
  };
  const here = location.pathname;
  const select = el("select", { id: "actor", onchange: () => {
    localStorage.setItem(KEY, select.value);
    location.reload();
  } });
  const groups = [el("optgroup", { label: "Администраторы" }), el("optgroup", { label: "Сотрудники" })];
  for (const person of await people) {
    const group = groups[person.is_admin ? 0 : 1];
    group.append(new Option(person.name, person.id, false, person.id === user()));
  }
  select.append(...groups.filter((group) => group.children.length));
  document.querySelector(".rail").append(
    el("b", {}, "Демо ООО"),
    link("/", "Сделки", here === "/" || here.startsWith("/leads")),
    link("/triggers", "Триггеры", here.startsWith("/triggers")),
    el("label", {}, "Вы: ", select),
  );
}
rail();
