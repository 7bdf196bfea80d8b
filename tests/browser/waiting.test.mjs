// What waits for its time: found, let go at once, taken away; by mouse and by keyboard, wide and narrow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './axe.mjs';
import { crmGet, crmPatch, eventually, start } from './harness.mjs';
import { Panel } from './panel.mjs';

let product;
let panel;
let session;

before(async () => {
  product = await start('waiting');
  product.page.setDefaultTimeout(10_000);
  product.page.on('request', (request) => { session = request.headers().authorization ?? session; });
  panel = await Panel.open(product.page, product.crm);
});

after(async () => {
  await product?.stop();
});

const button = (name) => panel.frame.getByRole('button', { name });
const rows = () => panel.frame.getByRole('row');
const see = (text) => panel.frame.getByText(text).first().waitFor();

async function ask(method, path, body) {
  const answer = await fetch(`${product.server}/api/${path}`, {
    method, headers: { authorization: session, 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** An enabled scenario whose block makes a task after a time. */
async function publish(name, text, delay) {
  const made = await ask('POST', 'scenarios', { name, event: 'lead_changed' });
  const trigger = {
    id: 't1', kind: 'create_task', timer: { delay },
    settings: { text, task_type: 1, period: { amount: 1, unit: 'hours' } },
  };
  const scenario = { ...made.scenario, blocks: [{ id: 'b1', name: 'Позвонить', triggers: [trigger] }] };
  await ask('PUT', `scenarios/${made.id}`, { version: made.version, scenario });
  await ask('PATCH', `scenarios/${made.id}`, { enabled: true });
  return made.id;
}

test('what waits is shown, found, let go and taken away', async () => {
  await panel.goTo('#/waiting');
  await see('Ничего не ожидает');
  await product.shot('empty');
  await accessible(panel, 'the page of what waits');

  await publish('Напомнить', 'Напомнить о счёте', { amount: 3, unit: 'days' });
  const off = await publish('Через год', 'Позвонить через год', { amount: 365, unit: 'days' });
  const leads = await crmGet(product.crm, 'leads?limit=2');
  const [first, second] = leads._embedded.leads;
  for (const lead of [first, second]) await crmPatch(product.crm, `leads/${lead.id}`, { price: 777 });
  await eventually(() => ask('GET', 'waiting'), (page) => page.items.length === 4, 'four wait');
  await ask('PATCH', `scenarios/${off}`, { enabled: false });

  await button('Обновить').click();
  await eventually(() => rows().count(), (count) => count === 5, 'a heading and four rows');
  await see('Сценарий выключен: подождёт');
  await product.shot('filled');
  await accessible(panel, 'the page of what waits');
  assert.equal(await panel.overflows(), false);
  await product.page.setViewportSize({ width: 390, height: 844 });
  await product.shot('narrow');
  assert.equal(await panel.overflows(), false);
  await accessible(panel, 'the page of what waits');
  await product.page.setViewportSize({ width: 1440, height: 1000 });

  const card = panel.frame.getByLabel('Номер или ссылка на карточку');
  await card.fill('сделка');
  await card.press('Enter');
  await see('Введите номер или вставьте ссылку');
  await card.fill(`https://demo.amocrm.ru/leads/detail/${first.id}`);
  await card.press('Enter');
  await eventually(() => rows().count(), (count) => count === 3, 'those of the deal');
  await panel.frame.getByLabel('Сценарий', { exact: true }).selectOption({ label: 'Напомнить' });
  await eventually(() => rows().count(), (count) => count === 2, 'one of them');

  await button(/^Выполнить сейчас: Поставить задачу, Сделка/).click();
  const dialog = panel.frame.getByRole('dialog');
  await dialog.waitFor();
  await product.shot('now');
  await accessible(panel, 'the page of what waits');
  await product.page.keyboard.press('Enter');
  await see('Ничего не найдено');
  await eventually(
    () => crmGet(product.crm, `tasks?filter[entity_type]=leads&filter[entity_id][]=${first.id}`),
    (page) => page?._embedded.tasks.some((task) => task.text === 'Напомнить о счёте'),
    'the task of the deal',
  );

  await button('Сбросить отбор').click();
  await eventually(() => rows().count(), (count) => count === 4, 'the rest');
  const cancel = button(new RegExp(`^Отменить: .*${second.id}`)).first();
  await cancel.click();
  // The safe answer has the focus.
  await product.page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await rows().count(), 4);
  await cancel.click();
  await dialog.getByRole('button', { name: 'Не выполнять' }).click();
  await eventually(() => rows().count(), (count) => count === 3, 'one less');
  assert.equal(await button(/^Выполнить сейчас/).first().isDisabled(), true);
  assert.deepEqual(product.faults, []);
});

test('a card opens what waits for it, and a failure can be tried again', async () => {
  await product.page.route('**/api/waiting?*', (route) => route.abort());
  await panel.goTo('#/waiting/lead/1');
  await see('Не удалось загрузить, что ожидает');
  await product.shot('failed');
  await product.page.unrouteAll({ behavior: 'ignoreErrors' });
  product.faults.length = 0;
  await button('Повторить').click();
  await see('Ничего не найдено');
  assert.deepEqual(product.faults, []);
});

test('the statistics tell what was used and what waits', async () => {
  await panel.frame.getByRole('link', { name: 'Статистика' }).click();
  await panel.frame.getByRole('heading', { name: 'Операции за месяц' }).waitFor();
  const told = await ask('GET', 'statistics');
  assert.ok(told.used.hooks >= 2 && told.used.triggers >= 1 && told.limit > 0, JSON.stringify(told));
  assert.equal(told.queue.delayed, 2);
  await panel.frame.getByRole('link', { name: 'Ожидают своего времени: 2' }).waitFor();
  await panel.frame.getByRole('link', { name: 'Напомнить' }).waitFor();
  await product.shot('statistics');
  await accessible(panel, 'the statistics');
  assert.equal(await panel.overflows(), false);
  await product.page.setViewportSize({ width: 390, height: 844 });
  await product.shot('statistics-narrow');
  await accessible(panel, 'the narrow statistics');
  assert.equal(await panel.overflows(), false);
  await product.page.setViewportSize({ width: 1440, height: 1000 });
  assert.deepEqual(product.faults, []);
});
