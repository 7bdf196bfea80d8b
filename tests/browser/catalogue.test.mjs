// Everything the catalogue has is opened once: forms of triggers, values of both sides, operators.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { start } from './harness.mjs';
import { Panel } from './panel.mjs';

let product;
let panel;
let catalogue;

before(async () => {
  catalogue = await readFile(path.resolve(import.meta.dirname, '../../docs/catalogue.md'), 'utf8');
  product = await start('catalogue');
  product.page.setDefaultTimeout(20_000);
  panel = await Panel.open(product.page, product.crm);
  await panel.create('Сделка изменена', 'Каталог');
  await panel.addBlock('Всё по разу');
  await panel.document().evaluate(inThePage);
});

after(async () => {
  await product.stop();
});

/** Clicks of a person, many times faster: functions that live in the frame. */
function inThePage() {
  const drawn = () => new Promise((done) => setTimeout(done, 0));
  const until = async (look, what) => {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const found = look();
      if (found) return found;
      await drawn();
    }
    throw new Error(`${what} did not appear`);
  };
  const list = async (button) => {
    button.click();
    const holder = button.closest('.picker');
    return until(() => holder.querySelector('.pick-pop .pick-list'), button.getAttribute('aria-label'));
  };
  const options = (found) => [...found.querySelectorAll('[role=option]')];
  const label = (option) => option.querySelector('span').textContent;
  /** Labels of a picker with whether each can be taken. */
  const offered = async (button) => {
    const found = await list(button);
    const all = options(found).map((option) => ({
      label: label(option), off: option.getAttribute('aria-disabled') === 'true', note: option.textContent,
    }));
    button.click();
    await until(() => !button.closest('.picker').querySelector('.pick-pop'), 'a closed list');
    return all;
  };
  const take = async (button, index) => {
    const found = await list(button);
    const option = options(found)[index];
    option.click();
    await until(() => !option.isConnected, 'a closed list');
    await drawn();
  };
  const side = (name) => document.querySelector(`.cond-form button[aria-label^="${name}: "]`);
  /** Inputs of a form that lie over each other, or stand out of it. */
  const crowded = (form) => {
    const inputs = 'input:not([type=checkbox]), textarea, select, .picker > button';
    const boxes = [...form.querySelectorAll(inputs)].map((it) => it.getBoundingClientRect()).filter((it) => it.width > 0);
    const edge = form.getBoundingClientRect();
    const apart = (one, other) => one.right <= other.left + 1 || other.right <= one.left + 1
      || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
    const over = boxes.some((one, at) => boxes.slice(at + 1).some((other) => !apart(one, other)));
    return over || boxes.some((box) => box.right > edge.right || box.left < edge.left || box.width < 40);
  };
  globalThis.walk = { drawn, until, offered, take, side, crowded };
}

/** Codes of a table of the catalogue under a heading. */
function rows(heading, column = 1) {
  const from = catalogue.indexOf(`\n## ${heading}\n`);
  const to = catalogue.indexOf('\n## ', from + 4);
  const lines = catalogue.slice(from, to < 0 ? undefined : to).split('\n');
  const cells = lines.filter((line) => line.startsWith('| `')).map((line) => line.split('|').map((cell) => cell.trim()));
  return cells.map((cell) => cell[column]);
}

test('the form of every trigger opens, and each of its choices can be made', async () => {
  const headings = catalogue.slice(catalogue.indexOf('\n## Triggers\n')).matchAll(/^### `(\w+)` — (.*)$/gm);
  const kinds = [...headings].map(([, , label]) => label);
  assert.ok(kinds.length > 7, 'the catalogue names the triggers');
  const told = await panel.document().evaluate(async (kinds) => {
    const { offered, take, until, drawn, crowded } = globalThis.walk;
    const add = document.querySelector('.picker > .plus');
    const all = await offered(add);
    const seen = [];
    for (const [index, { label }] of all.entries()) {
      await take(add, index);
      const form = await until(() => document.querySelector('.trigger-form'), `the form of ${label}`);
      for (const more of form.querySelectorAll('button.add')) more.click();
      for (const select of form.querySelectorAll('select')) {
        for (const option of select.options) {
          select.value = option.value;
          select.dispatchEvent(new Event('change', { bubbles: true }));
          await drawn();
        }
      }
      for (const tick of form.querySelectorAll('input[type=checkbox]')) tick.click();
      for (const text of form.querySelectorAll('textarea')) {
        text.value = 'Бюджет {{lead.budget}}';
        text.dispatchEvent(new Event('input', { bubbles: true }));
      }
      for (const pick of form.querySelectorAll('.picker > button.pick')) {
        if (!pick.isConnected) continue;
        const choices = await offered(pick);
        const at = choices.findIndex((choice) => !choice.off);
        if (at >= 0) await take(pick, at);
      }
      await drawn();
      if (crowded(document.querySelector('.trigger-form'))) seen.push(`${label}: inputs over each other`);
      if (!document.querySelector('.trigger-form .setting')) seen.push(`${label}: no inputs`);
    }
    const labels = all.map((choice) => choice.label);
    return { missing: kinds.filter((kind) => !labels.includes(kind)), seen };
  }, kinds);
  assert.deepEqual(told.seen, []);
  // Some triggers are not for every event (R147); most are.
  assert.ok(told.missing.length < 4, `not offered: ${told.missing}`);
  assert.deepEqual(product.faults, []);
  await product.shot('triggers');
});

test('on a telephone the inputs of every form stand beside or below each other', async () => {
  await product.page.setViewportSize({ width: 390, height: 844 });
  const crowded = await panel.document().evaluate(async () => {
    const { until, drawn, crowded } = globalThis.walk;
    const found = [];
    for (const line of document.querySelectorAll('.triggers > li button.line')) {
      if (line.getAttribute('aria-expanded') !== 'true') line.click();
      const card = line.closest('li');
      const form = await until(() => card.querySelector('.trigger-form'), `the form of ${line.textContent}`);
      await drawn();
      if (crowded(form)) found.push(line.textContent);
    }
    return found;
  });
  assert.deepEqual(crowded, []);
  assert.equal(await panel.overflows(), false);
  await product.page.setViewportSize({ width: 1440, height: 1000 });
});

test('every value can be the upper side, with every operator and what stands beside it', async () => {
  await panel.row(panel.block(1), 1).getByRole('button', { name: /^Изменить условие/ }).click();
  const told = await panel.document().evaluate(async () => {
    const { offered, take, side, until, drawn } = globalThis.walk;
    await until(() => side('Верхнее значение'), 'the form of a row');
    const values = await offered(side('Верхнее значение'));
    const kinds = new Set();
    const operators = new Set();
    const silent = [];
    for (let index = 0; index < values.length; index += 1) {
      await take(side('Верхнее значение'), index);
      const found = await offered(side('Оператор'));
      if (found.length === 0) silent.push(values[index].label);
      const kind = found.map((operator) => operator.label).join();
      // Values that take the same operators have the same forms.
      if (kinds.has(kind)) continue;
      kinds.add(kind);
      for (let at = 0; at < found.length; at += 1) {
        const met = operators.has(found[at].label);
        operators.add(found[at].label);
        await take(side('Оператор'), at);
        const right = side('Нижнее значение');
        // The long list of the lower side is looked at once for each operator.
        if (met || !right) continue;
        const rights = await offered(right);
        if (rights.every((choice) => choice.off)) silent.push(`${values[index].label} ${found[at].label}`);
        if (rights.some((choice) => choice.off && !choice.note.includes('другой тип'))) silent.push('grey without a reason');
      }
      await drawn();
    }
    return { values: values.length, operators: [...operators], silent };
  });
  const inConditions = rows('Values', 6).filter((cell) => cell === 'yes').length;
  const byFields = 20;
  assert.ok(told.values > inConditions - byFields, `${told.values} values of ${inConditions}`);
  assert.deepEqual(told.silent, []);
  const unseen = rows('Operators', 2).filter((label, index) => {
    const forDates = rows('Operators', 3)[index];
    return !told.operators.includes(label) && !told.operators.includes(forDates);
  });
  assert.ok(told.operators.length > 10);
  assert.deepEqual(unseen, [], 'every operator is offered for some value');
  assert.deepEqual(product.faults, []);
});

test('every constant has its input on the lower side', async () => {
  const constants = rows('Values').filter((path) => path.startsWith('`const.')).length;
  assert.ok(constants > 10, 'the catalogue names the constants');
  const told = await panel.document().evaluate(async (constants) => {
    const { offered, take, side, drawn } = globalThis.walk;
    const left = await offered(side('Верхнее значение'));
    // A text that is compared as what it looks like takes every type beside it.
    await take(side('Верхнее значение'), left.findIndex((choice) => choice.label === 'Текстовое значение'));
    const operators = await offered(side('Оператор'));
    await take(side('Оператор'), operators.findIndex((choice) => choice.label === 'Равно'));
    const rights = (await offered(side('Нижнее значение'))).slice(0, constants);
    const bare = [];
    for (const [index, choice] of rights.entries()) {
      if (choice.off) continue;
      await take(side('Нижнее значение'), index);
      await drawn();
      const field = side('Нижнее значение').closest('.field');
      const inputs = field.querySelectorAll('input, textarea, select, .picker:nth-of-type(n+2) > button');
      if (inputs.length === 0) bare.push(choice.label);
    }
    return bare;
  }, constants);
  assert.deepEqual(told, []);
  assert.deepEqual(product.faults, []);
  await product.shot('values');
});
