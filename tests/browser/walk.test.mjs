// What a manager does beside building: names, switches, deletes, undoes, meets failures and another person's save.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { accessible } from './axe.mjs';
import { crmGet, crmPatch, eventually, start } from './harness.mjs';
import { Panel } from './panel.mjs';

const WIDE = { width: 1440, height: 1000 };
const NARROW = { width: 390, height: 844 };

let product;
let panel;

before(async () => {
  product = await start('walk');
  product.page.setDefaultTimeout(10_000);
});

after(async () => {
  await product?.stop();
});

// Each test begins at the list, whatever the one before it has left behind.
beforeEach(async () => {
  panel = await Panel.open(product.page, product.crm);
  product.faults.length = 0;
});

afterEach(async () => {
  await product.page.unrouteAll({ behavior: 'ignoreErrors' });
  await product.page.setViewportSize(WIDE);
});

/** Names in the frame. */
const button = (name) => panel.frame.getByRole('button', { name, exact: true });
const link = (name) => panel.frame.getByRole('link', { name, exact: true });
const see = (text) => panel.frame.getByText(text).first().waitFor();
const press = (key) => product.page.keyboard.press(key);
const blockName = (of = panel) => of.frame.getByLabel('Название блока').first();

/** Waits until the focus stands in an element: keys pressed before that would go elsewhere. */
const focused = (locator) => eventually(
  () => locator.evaluate((element) => element.contains(document.activeElement)),
  (inside) => inside,
  'the focus',
);

/** A saved scenario with one block, open in the editor. */
async function built(name) {
  await panel.create('Сделка изменена', name);
  await panel.addBlock('Первый блок');
  await panel.save();
}

/** The same with two rows, the second in brackets of its own behind «НЕ». */
async function bracketed(name) {
  await built(name);
  const block = panel.block(1);
  await panel.condition(block, 1, { left: 'Бюджет', operator: 'Больше', right: 'Текстовое значение', fill: '10' });
  await panel.addCondition(block);
  await panel.condition(block, 2, { left: 'Название', operator: 'Равно', right: 'Текстовое значение', fill: 'Опт' });
  await block.getByRole('button', { name: 'Скобки' }).click();
  await panel.row(block, 2).focus();
  await press('Alt+ArrowRight');
  await focused(panel.row(block, 2));
  const group = block.getByRole('group', { name: 'Верно любое' });
  await group.getByRole('button', { name: 'НЕ перед условием' }).click();
  return block;
}

/** Saves, and gives the scenario as it was sent. */
async function saved() {
  const sent = product.page.waitForRequest((request) => request.method() === 'PUT');
  await panel.save();
  return (await sent).postDataJSON().scenario;
}

/** Failures that a test makes itself are no faults of the page. */
function noFaults() {
  const own = product.faults.splice(0).filter((text) => !/Failed to load resource/.test(text));
  assert.deepEqual(own, []);
}

/** Presses the kill switch, once in vain and once in earnest. */
async function stop(name) {
  await button(name).click();
  await accessible(panel, 'the question before stopping');
  const dialog = panel.frame.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Отмена' }).click();
  await button(name).click();
  await product.shot('stop');
  await dialog.getByRole('button', { name: 'Остановить' }).click();
  await panel.frame.getByText('Остановлено. Ничего не ждало.').first().waitFor({ state: 'attached' });
}

test('a scenario is renamed, switched, sought and deleted with a question', async () => {
  await accessible(panel, 'the empty list');
  await panel.create('Сделка изменена', 'Первый');
  await link('К списку сценариев').click();
  await button('Переименовать: Первый').click();
  await accessible(panel, 'the dialog that renames');
  await panel.frame.getByRole('dialog').getByLabel('Название').fill('');
  await panel.frame.getByRole('dialog').getByRole('button', { name: 'Сохранить название' }).click();
  await panel.frame.getByRole('alert').waitFor();
  await panel.frame.getByRole('dialog').getByLabel('Название').fill('Опт и розница');
  await panel.frame.getByRole('dialog').getByRole('button', { name: 'Сохранить название' }).click();
  await panel.frame.getByRole('link', { name: 'Опт и розница' }).waitFor();
  const toggle = panel.frame.getByRole('switch');
  await toggle.click();
  await panel.frame.getByText('Сценарий «Опт и розница» включён.').waitFor({ state: 'attached' });
  const off = panel.frame.locator('tbody').getByText('Выключен', { exact: true });
  await off.waitFor({ state: 'detached' });
  assert.equal(await toggle.isChecked(), true);
  await stop('Остановить: Опт и розница');
  await off.waitFor();
  await toggle.click();
  await off.waitFor({ state: 'detached' });
  await product.shot('list-with-one-on');
  await stop('Остановить всё');
  await off.waitFor();
  await panel.frame.getByRole('searchbox').fill('нет такого');
  await panel.frame.getByRole('button', { name: 'Сбросить отбор' }).click();
  await panel.frame.getByRole('link', { name: 'Опт и розница' }).waitFor();
  await product.shot('list');
  await accessible(panel, 'the list');
  await button('Удалить: Опт и розница').click();
  await accessible(panel, 'the question before deleting');
  await panel.frame.getByRole('dialog').getByRole('button', { name: 'Отмена' }).click();
  await button('Удалить: Опт и розница').click();
  await panel.frame.getByRole('dialog').getByRole('button', { name: 'Удалить сценарий' }).click();
  await see('Здесь будут ваши сценарии');
  noFaults();
});

test('keys add, copy, delete, bring back, lead to problems and show their map', async () => {
  await panel.create('Сделка изменена', 'Клавиши');
  await panel.addBlock('Первый блок');
  const block = panel.block(1);
  const rows = block.locator('li.cond');
  await block.focus();
  await press('/');
  await focused(rows.nth(1).locator('.cond-form'));
  await press('Escape');
  await focused(rows.nth(1).locator('.line'));
  await press('Control+d');
  await focused(rows.nth(2));
  await press('Delete');
  await see('Условие удалено.');
  await rows.nth(2).waitFor({ state: 'detached' });
  await button('Вернуть').click();
  await rows.nth(2).waitFor();
  await press('Control+z');
  await rows.nth(2).waitFor({ state: 'detached' });
  await press('Control+Shift+z');
  await rows.nth(2).waitFor();
  const note = await panel.addTrigger(block, 'Добавить примечание');
  await note.getByRole('button', { name: 'Готово' }).click();
  // Rows that are not set are problems too, and stand before it.
  for (const place of [rows.nth(0), rows.nth(1), rows.nth(2), note]) {
    await press('F8');
    await focused(place.locator('.cond-form, .trigger-form'));
  }
  await accessible(panel, 'the editor with a form');
  await press('Escape');
  await focused(note.locator('.line'));
  await panel.frame.getByText('следующая проблема').waitFor({ state: 'hidden' });
  await press('?');
  await panel.frame.getByText('следующая проблема').waitFor();
  await focused(panel.frame.locator('#keys'));
  await product.shot('keys');
  await accessible(panel, 'the map of keys');
  noFaults();
});

test('braces offer values by name and modifiers with their help', async () => {
  await built('Подсказки');
  const block = panel.block(1);
  await panel.addTrigger(block, 'Добавить примечание');
  const area = block.getByRole('textbox', { name: 'Текст примечания' });
  const list = block.getByRole('listbox', { name: 'Переменная' });
  await area.pressSequentially('Сумма {{бюдж');
  await list.getByRole('option').first().waitFor();
  await block.getByText('Сумма сделки в валюте аккаунта').waitFor();
  await product.shot('completion');
  await accessible(panel, 'the open completion');
  await area.press('Enter');
  assert.equal(await area.inputValue(), 'Сумма {{lead.budget}}');
  await area.pressSequentially(':round');
  await list.getByRole('option').first().click();
  assert.equal(await area.inputValue(), 'Сумма {{lead.budget:round()}}');
  await area.pressSequentially('2');
  // An argument asks for nothing.
  await list.waitFor({ state: 'detached' });
  await area.press('End');
  await area.pressSequentially(' {{');
  await list.waitFor();
  await area.press('Escape');
  await list.waitFor({ state: 'detached' });
  await area.waitFor();
  await area.fill('Сумма {{lead.budget:round(2)}}');
  await panel.save();
  noFaults();
});

test('two windows: the later save is asked whose version stays', async () => {
  await built('Двое');
  const other = await product.page.context().newPage();
  other.setDefaultTimeout(10_000);
  try {
    const second = await Panel.open(other, product.crm);
    await second.frame.getByRole('link', { name: 'Двое', exact: true }).click();
    await blockName(second).fill('Блок из другого окна');
    await second.save();
    // A window behind another is drawn once a second.
    await product.page.bringToFront();
    await blockName().fill('Мой блок');
    await button('Сохранить').click();
    const dialog = panel.frame.getByRole('dialog', { name: 'Сценарий изменил другой человек' });
    await dialog.waitFor();
    await product.shot('conflict');
    await accessible(panel, 'the conflict');
    await dialog.getByRole('button', { name: 'Отмена' }).click();
    await see('Есть несохранённые изменения');
    await button('Сохранить').click();
    await dialog.getByRole('button', { name: 'Записать мою' }).click();
    await see(/^Сохранено: /);
    await other.bringToFront();
    await blockName(second).fill('Опоздал');
    await second.frame.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await second.frame.getByRole('button', { name: 'Взять сохранённую' }).click();
    // The editor is drawn anew with what the first window has saved.
    await eventually(() => blockName(second).inputValue(), (name) => name === 'Мой блок', 'the saved block');
  } finally {
    await other.close();
  }
  noFaults();
});

test('an ended session is renewed and the save goes on by itself', async () => {
  await built('Сеанс');
  await blockName().fill('После сеанса');
  let refused = 0;
  await product.page.route('**/api/scenarios/*', (route) => {
    if (refused > 0 || route.request().method() !== 'PUT') return route.fallback();
    refused += 1;
    return route.fulfill({ status: 401, json: { code: 'unauthorized', message: 'Сеанс закончился.' } });
  });
  await panel.save();
  assert.equal(refused, 1);
  noFaults();
});

test('a server that is away is told with a way to try again', async () => {
  await built('Связь');
  const away = (address) => product.page.route(address, (route) => route.abort());
  await away('**/api/scenarios/*');
  await blockName().fill('Без связи');
  await button('Сохранить').click();
  await see('Нет связи с сервером');
  await see('Есть несохранённые изменения');
  await product.shot('save-offline');
  await panel.frame.getByRole('link', { name: 'К списку сценариев' }).click();
  await panel.frame.getByRole('button', { name: 'Остаться' }).click();
  await panel.frame.getByRole('link', { name: 'К списку сценариев' }).click();
  await panel.frame.getByRole('button', { name: 'Уйти без сохранения' }).click();
  await panel.frame.getByRole('link', { name: 'Связь' }).click();
  await see('Не удалось открыть сценарий');
  await accessible(panel, 'the editor that could not load');
  await product.page.unroute('**/api/scenarios/*');
  await button('Повторить').click();
  await panel.block(1).waitFor();
  await away('**/api/scenarios/*/runs*');
  await panel.frame.getByRole('link', { name: 'Отладка' }).click();
  await see('Не удалось загрузить запуски');
  await product.page.unroute('**/api/scenarios/*/runs*');
  await button('Повторить').click();
  await see('Запусков нет');
  await accessible(panel, 'the debugger without runs');
  await away('**/api/scenarios');
  await panel.goTo('#/');
  await see('Не удалось загрузить сценарии');
  await product.shot('list-offline');
  await accessible(panel, 'the list that could not load');
  await product.page.unroute('**/api/scenarios');
  await button('Повторить').click();
  await panel.frame.getByRole('link', { name: 'Связь' }).waitFor();
  noFaults();
});

test('an account that may not enter is told why', async () => {
  await product.page.route('**/api/session', (route) => route.fulfill({
    status: 403, json: { code: 'forbidden', message: 'У вас нет доступа к «Триггерам». Попросите администратора.' },
  }));
  await product.page.reload();
  await see('Попросите администратора');
  await product.shot('no-access');
  await accessible(panel, 'the page of a person without access');
  await product.page.unroute('**/api/session');
  await button('Повторить').click();
  await panel.frame.getByRole('heading', { name: 'Сценарии', level: 1 }).waitFor();
  noFaults();
});

test('the pages fit a telephone', async () => {
  await built('Телефон');
  await link('К списку сценариев').click();
  await link('Телефон').waitFor();
  await product.page.setViewportSize(NARROW);
  assert.equal(await panel.overflows(), false, 'the list');
  await product.shot('list-390');
  await accessible(panel, 'the narrow list');
  await link('Телефон').click();
  await panel.block(1).waitFor();
  await panel.block(1).getByRole('button', { name: 'Изменить условие' }).first().click();
  assert.equal(await panel.overflows(), false, 'the editor');
  await product.shot('editor-390');
  await accessible(panel, 'the narrow editor');
  await panel.frame.getByRole('link', { name: 'Отладка' }).click();
  await see('Запусков нет');
  assert.equal(await panel.overflows(), false, 'the debugger');
  await product.shot('debugger-390');
  noFaults();
});

test('brackets begin with the same meaning, nest by keys and say themselves in words', async () => {
  const block = await bracketed('Скобки');
  await block.getByText(/бюджет больше 10 и не верно, что сделка: название равно «Опт»/i).waitFor();
  await product.shot('brackets');
  await accessible(panel, 'brackets');
  await press('Control+z');
  await press('Control+z');
  await press('Control+z');
  await block.getByText(/бюджет больше 10 и сделка: название равно «Опт»/i).waitFor();
  noFaults();
});

test('the debugger shows what each bracket of a run gave', async () => {
  const block = await bracketed('Скобки в отладке');
  const note = await panel.addTrigger(block, 'Добавить примечание');
  await note.getByRole('textbox', { name: 'Текст' }).fill('Скобки сработали');
  await note.getByRole('button', { name: 'Готово' }).click();
  await panel.save();
  await panel.switchOn();
  const lead = (await crmGet(product.crm, 'leads?limit=250'))._embedded.leads.find((it) => it.price > 1000);
  await crmPatch(product.crm, `leads/${lead.id}`, { price: lead.price + 1 });
  await panel.frame.getByRole('link', { name: 'Отладка' }).click();
  const runs = panel.frame.getByRole('navigation', { name: 'Запуски' });
  await runs.getByRole('link', { name: new RegExp(`Сделка № ${lead.id}`) }).last().click();
  const run = panel.frame.getByTestId('run');
  await run.getByText('верны все').waitFor();
  await run.getByText('верно любое').waitFor();
  // The bracket holds because its only row, which does not, stands behind «НЕ».
  const results = await run.locator('table.compare tbody tr td:first-child').allInnerTexts();
  assert.deepEqual(results.map((text) => text.replace(/\s+/g, ' ').trim()), ['Верно', 'Верно', 'Верно', 'НЕ Неверно']);
  await run.getByText('Правило').first().waitFor();
  await product.shot('debugger-brackets');
  await accessible(panel, 'brackets in the debugger');
  await product.page.setViewportSize(NARROW);
  assert.equal(await panel.overflows(), false, 'brackets in the debugger');
  await product.shot('debugger-brackets-390');
  noFaults();
});

test('a date has passed for so long, and what stands in brackets is chosen from the account', async () => {
  await built('Сроки');
  const block = panel.block(1);
  const row = panel.row(block, 1);
  const line = row.getByRole('button', { name: /^Изменить условие/ });
  if ((await line.getAttribute('aria-expanded')) !== 'true') await line.click();
  await panel.pick(row, 'Верхнее значение', 'Дата создания');
  await panel.pick(row, 'Оператор', 'Прошло больше');
  const amount = row.getByRole('spinbutton', { name: 'Сколько' });
  await focused(amount);
  await amount.fill('21');
  await block.getByText(/прошло больше 21 дня/i).first().waitFor();
  await row.getByRole('combobox', { name: 'Сколько: единица' }).selectOption('weeks');
  await block.getByText(/прошло больше 21 недели/i).first().waitFor();
  await product.shot('relative');
  await accessible(panel, 'a relative form');
  await panel.pick(row, 'Верхнее значение', 'Количество сделок');
  await panel.pick(row, 'Верхнее значение: какие сделки', 'Закрытые');
  // Several filters are joined: a deal that passes any of them counts.
  await panel.pick(row, 'Верхнее значение: какие сделки', 'Первичный контакт');
  await row.getByText('подходят хотя бы под один отбор').waitFor();
  const filters = row.getByRole('button', { name: /^Убрать отбор: / });
  assert.equal(await filters.count(), 2);
  assert.match((await saved()).blocks[0].conditions[0].left.path, /^contact\.leads_count\(closed, \d+\/\d+\)$/);
  await product.shot('which-deals');
  await accessible(panel, 'a filter of deals');
  await filters.first().click();
  assert.equal(await filters.count(), 1);
  await filters.first().click();
  await row.getByRole('button', { name: 'Верхнее значение: какие сделки: Все сделки' }).waitFor();
  await panel.pick(row, 'Верхнее значение', 'Значение переменной');
  await row.getByRole('combobox', { name: 'Верхнее значение: имя переменной' }).fill('план');
  await product.page.setViewportSize(NARROW);
  assert.equal(await panel.overflows(), false, 'the form of a row');
  await product.shot('variable-390');
  noFaults();
});

test('A18: an own scenario says in whose cards its button is', async () => {
  await panel.create('Свой сценарий', 'Кнопка в карточке');
  const entity = panel.frame.getByRole('combobox', { name: 'Сущность, в карточке которой есть кнопка' });
  assert.equal(await entity.inputValue(), '', 'any entity at first');
  await entity.click();
  // The list of a select opens over the page: keys choose in it.
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await press(key);
  await eventually(() => entity.inputValue(), (value) => value === 'contact', 'a contact');
  await product.shot('own-entity');
  await accessible(panel, 'the entity of an own scenario');
  assert.equal((await saved()).entity, 'contact');
  await link('К списку сценариев').click();
  await link('Кнопка в карточке').click();
  await eventually(() => entity.inputValue(), (value) => value === 'contact', 'the saved contact');
  await entity.selectOption('Любая');
  assert.equal((await saved()).entity ?? null, null, 'any entity again');
  await product.page.setViewportSize(NARROW);
  assert.equal(await panel.overflows(), false, 'the settings of an own scenario');
  noFaults();
});

test('a picker says what the choice under the cursor means', async () => {
  await built('Подсказки в списке');
  const row = panel.row(panel.block(1), 1);
  const line = row.getByRole('button', { name: /^Изменить условие/ });
  if ((await line.getAttribute('aria-expanded')) !== 'true') await line.click();
  await row.getByRole('button', { name: /^Верхнее значение: / }).click();
  const search = row.getByRole('combobox', { name: 'Верхнее значение: Найти' });
  await search.fill('Дата и время завершения');
  await row.getByText('Срок задачи, а не момент её закрытия').waitFor();
  await search.fill('Бюджет');
  const meaning = row.getByText('Сумма сделки в валюте аккаунта');
  await meaning.waitFor();
  await product.shot('picker-hint');
  await accessible(panel, 'an open picker with its hint');
  await search.press('Enter');
  await meaning.waitFor();
  await panel.pick(row, 'Оператор', 'Есть в списке');
  await row.getByText('Верхнее равно хотя бы одному значению снизу').waitFor();
  await product.shot('meanings');
  noFaults();
});
