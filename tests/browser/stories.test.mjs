// R6 and R79: built from nothing by clicking and typing, seen in the preview, carried out in amoCRM.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crmGet, crmPatch, eventually, start } from './harness.mjs';
import { Panel } from './panel.mjs';

/** Names of the demo account. */
const WHOLESALE = 'Менеджер опта';
const RETAIL = 'Менеджер розницы';

test('R6: an accepted deal above 10 000 gets another responsible user', async () => {
  const product = await start('r6');
  try {
    await story6(product);
    assert.deepEqual(product.faults, []);
  } finally {
    await product.stop();
  }
});

async function story6({ page, crm, shot }) {
  const account = await read(crm);
  const panel = await Panel.open(page, crm);
  await shot('empty-list');
  await panel.create('Смена статуса сделки', 'Принято в работу: ответственный по бюджету');
  await panel.addBlock('Крупные');
  const block = panel.block(1);
  await shot('not-set');
  await panel.condition(block, 1, {
    left: 'Текущий этап сделки', operator: 'Равно', right: 'Этап', pick: 'Принято в работу',
  });
  await panel.addCondition(block);
  await panel.condition(block, 2, { left: 'Бюджет', operator: 'Больше', right: 'Текстовое значение', fill: '10000' });
  const trigger = await panel.addTrigger(block, 'Сменить ответственного');
  await panel.pick(trigger, 'Новый ответственный', WHOLESALE);
  await trigger.getByRole('button', { name: 'Готово' }).click();
  await shot('built');

  await see(panel, account.matching.name, block, ['Верно', 'Верно'], 'Сработает');
  await panel.frame.getByText(WHOLESALE).last().waitFor();
  await shot('preview-matching');
  await see(panel, account.cheap.name, block, ['Верно', 'Неверно'], 'Не сработает');
  await shot('preview-false-row');
  await see(panel, account.bare.name, block, ['Неверно', 'Неверно'], 'Не сработает');
  await shot('preview-empty-fields');

  await panel.save();
  await panel.switchOn();
  await shot('saved');

  await crmPatch(crm, `leads/${account.moved.id}`, { price: 25000, status_id: account.accepted.id, pipeline_id: account.pipeline.id });
  await eventually(
    () => crmGet(crm, `leads/${account.moved.id}`),
    (lead) => lead.responsible_user_id === account.user(WHOLESALE),
    'the moved deal has a new responsible user',
  );
  await openRun(panel, account.moved.id);
  const run = panel.frame.getByTestId('run');
  await run.getByText('Выполнен', { exact: true }).first().waitFor();
  assert.equal(await run.getByText('Верно', { exact: true }).count(), 2);
  // The browser makes the decision again and comes to the server's digest.
  assert.ok((await run.getByTestId('same').count()) > 0);
  // amoCRM has the change a moment before its outcome is stored.
  await eventually(
    async () => {
      await panel.frame.getByRole('button', { name: 'Обновить', exact: true }).click();
      return run.getByText('Сделано', { exact: true }).first().isVisible();
    },
    (seen) => seen,
    'the outcome of the effect',
  );
  await shot('debugger');
}

test('R79: applications of two forms go to two managers, each with a task', async () => {
  const product = await start('r79');
  try {
    await story79(product);
    assert.deepEqual(product.faults, []);
  } finally {
    await product.stop();
  }
});

async function story79({ page, crm, shot }) {
  const account = await read(crm);
  const panel = await Panel.open(page, crm);
  await panel.create('Сделка изменена', 'Распределение заявок с сайта');
  const forms = [
    { block: 'Если ОПТ', name: 'Заявка с формы ОПТ', user: WHOLESALE, task: 'Позвонить оптовику {{lead.name}}' },
    { block: 'Если РОЗНИЦА', name: 'Заявка с формы РОЗНИЦА', user: RETAIL, task: 'Ответить на заявку {{lead.id}}' },
  ];
  for (const [index, form] of forms.entries()) await buildForm(panel, index + 1, form);
  await shot('built');
  await see(panel, forms[0].name, panel.block(1), ['Верно'], 'Сработает');
  await see(panel, forms[0].name, panel.block(2), ['Неверно'], 'Не сработает');
  await shot('preview');
  await panel.save();
  await panel.switchOn();

  for (const form of forms) {
    const lead = account.leads.find((it) => it.name === form.name);
    await crmPatch(crm, `leads/${lead.id}`, { price: lead.price + 1 });
    await eventually(
      () => crmGet(crm, `leads/${lead.id}`),
      (now) => now.responsible_user_id === account.user(form.user),
      `${form.name} has its manager`,
    );
    const text = form.task.replace('{{lead.name}}', lead.name).replace('{{lead.id}}', lead.id);
    const tasks = await eventually(
      () => crmGet(crm, `tasks?filter[entity_type]=leads&filter[entity_id][]=${lead.id}`),
      (page) => tasksOf(page, text).length > 0,
      `${form.name} has its task`,
    );
    assert.equal(tasksOf(tasks, text).length, 1);
    assert.equal(tasksOf(tasks, text)[0].responsible_user_id, account.user(form.user));
  }
  const wholesale = account.leads.find((it) => it.name === forms[0].name);
  await openRun(panel, wholesale.id);
  await panel.frame.getByTestId('run').getByText('Не соответствует условиям').first().waitFor();
  await shot('debugger');
}

async function buildForm(panel, number, form) {
  await panel.addBlock(form.block);
  const block = panel.block(number);
  await panel.condition(block, 1, { left: 'Название', operator: 'Равно', right: 'Текстовое значение', fill: form.name });
  const responsible = await panel.addTrigger(block, 'Сменить ответственного');
  await panel.pick(responsible, 'Новый ответственный', form.user);
  await responsible.getByRole('button', { name: 'Готово' }).click();
  const task = await panel.addTrigger(block, 'Поставить задачу');
  await task.getByRole('textbox', { name: 'Текст задачи' }).fill(form.task);
  await task.getByRole('button', { name: 'Готово' }).click();
}

/** Chooses a deal and checks what the preview says of each row and of the block. */
async function see(panel, deal, block, results, verdict) {
  await panel.chooseDeal(deal);
  await block.getByText(verdict, { exact: true }).waitFor();
  for (const [index, result] of results.entries()) {
    await panel.row(block, index + 1).getByText(result, { exact: true }).waitFor();
  }
}

/** Opens the debugger and in it the newest run of a deal. */
async function openRun(panel, lead) {
  await panel.frame.getByRole('link', { name: 'Отладка' }).click();
  const runs = panel.frame.getByRole('navigation', { name: 'Запуски' });
  await runs.getByRole('link', { name: new RegExp(`Сделка № ${lead}`) }).last().click();
  await panel.frame.getByTestId('run').waitFor();
}

function tasksOf(page, text) {
  return (page?._embedded.tasks ?? []).filter((task) => task.text === text);
}

/** The deals and names of the demo account that the stories need. */
async function read(crm) {
  const [leads, users, pipelines] = await Promise.all([
    crmGet(crm, 'leads?limit=250&with=contacts'), crmGet(crm, 'users'), crmGet(crm, 'leads/pipelines'),
  ]);
  const pipeline = pipelines._embedded.pipelines.find((it) => it.is_main);
  const accepted = pipeline._embedded.statuses.find((it) => it.name === 'Принято в работу');
  const all = leads._embedded.leads;
  const of = (found, what) => {
    assert.ok(found, `the demo data has ${what}`);
    return found;
  };
  const isAccepted = (lead) => lead.status_id === accepted.id;
  return {
    leads: all,
    pipeline,
    accepted,
    matching: of(all.find((it) => isAccepted(it) && it.price > 10000), 'an accepted deal above 10 000'),
    cheap: of(all.find((it) => isAccepted(it) && it.price <= 10000), 'an accepted deal below'),
    bare: of(all.find((it) => !isAccepted(it) && it.price === 0 && !it.custom_fields_values), 'a bare deal'),
    moved: of(all.find((it) => !isAccepted(it) && !it.closed_at && it.pipeline_id === pipeline.id), 'a deal to move'),
    user: (name) => users._embedded.users.find((it) => it.name === name)?.id,
  };
}
