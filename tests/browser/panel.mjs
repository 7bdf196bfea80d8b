// The panel as a manager uses it: by names that are on the screen.

/** What a manager does in the panel's frame inside the host page. */
export class Panel {
  constructor(page) {
    this.page = page;
    this.frame = page.frameLocator('iframe');
  }

  /** Opens the host page and waits for the list. */
  static async open(page, crm) {
    await page.goto(`${crm}/triggers`);
    const panel = new Panel(page);
    await panel.frame.getByRole('heading', { name: 'Сценарии', level: 1 }).waitFor();
    return panel;
  }

  /** The frame itself, to run something in it. */
  document() {
    return this.page.frames().find((frame) => frame.parentFrame());
  }

  /** Goes to an address of the panel, as a link inside it would. */
  async goTo(hash) {
    await this.document().evaluate((hash) => { location.hash = hash; }, hash);
  }

  /** Whether something stands out of the frame sideways. */
  overflows() {
    return this.document().evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  }

  /** Chooses in a picker: opens it, types, takes the option. */
  async pick(scope, label, option) {
    // Where a side of a row has an input of its own, that one comes second.
    await scope.getByRole('button', { name: starts(`${label}: `) }).first().click();
    await scope.getByRole('combobox', { name: `${label}: Найти` }).fill(option);
    await scope.getByRole('option', { name: option }).first().click();
  }

  async create(event, name) {
    await this.frame.getByRole('button', { name: 'Создать сценарий' }).first().click();
    const dialog = this.frame.getByRole('dialog');
    await this.pick(dialog, 'Событие', event);
    await dialog.getByLabel('Название').fill(name);
    await dialog.getByRole('button', { name: 'Создать', exact: true }).click();
    await this.frame.getByRole('button', { name: 'Сохранить', exact: true }).waitFor();
  }

  block(number) {
    return this.frame.getByRole('region', { name: starts(`Блок ${number}`) });
  }

  async addBlock(name) {
    await this.frame.getByRole('button', { name: 'Добавить блок' }).click();
    const block = this.frame.getByRole('region', { name: /^Блок \d/ }).last();
    await block.getByLabel('Название блока').fill(name);
  }

  /** A row by its number, counted from 1. */
  row(block, number) {
    return block.locator('li.cond').nth(number - 1);
  }

  /** Opens a row and chooses its three parts; `value` fills or picks the constant below. */
  async condition(block, number, { left, operator, right, fill, pick }) {
    const row = this.row(block, number);
    const line = row.getByRole('button', { name: starts('Изменить условие') });
    // A new row opens by itself.
    if ((await line.getAttribute('aria-expanded')) !== 'true') await line.click();
    await this.pick(row, 'Верхнее значение', left);
    await this.pick(row, 'Оператор', operator);
    await this.pick(row, 'Нижнее значение', right);
    if (fill) await row.getByRole('textbox', { name: 'Нижнее значение: значение' }).fill(fill);
    if (pick) await this.pick(row, 'Нижнее значение: значение', pick);
    await row.getByRole('button', { name: 'Готово' }).click();
  }

  async addCondition(block) {
    await block.getByRole('button', { name: /^Условие/ }).click();
  }

  async addTrigger(block, kind) {
    await this.pick(block, 'Добавить триггер', kind);
    return block.locator('ul.triggers > li').last();
  }

  async chooseDeal(text) {
    const deal = this.frame.getByRole('combobox', { name: 'Сделка' });
    await deal.fill(text);
    await this.frame.getByRole('listbox', { name: 'Сделка' }).getByRole('option', { name: text }).first().click();
  }

  async save() {
    await this.frame.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await this.frame.getByText(/^Сохранено: /).waitFor();
  }

  async switchOn() {
    const toggle = this.frame.getByRole('switch', { name: starts('Сценарий включён') });
    await toggle.click();
    await this.frame.getByText('Включён', { exact: true }).waitFor();
  }
}

function starts(text) {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
