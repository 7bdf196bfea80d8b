// What a machine can tell about access: axe-core in the panel's own frame.
import assert from 'node:assert/strict';
import axe from 'axe-core';

/** Fails with every violation that axe finds on what the panel shows now. */
export async function accessible(panel, what) {
  const frame = panel.document();
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
  // Animations would be judged half-way, at colours that nobody reads.
  await frame.evaluate(() => Promise.all(document.getAnimations().map((it) => it.finished.catch(() => null))));
  const { violations } = await frame.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target} ${node.html} ${node.failureSummary}`));
  assert.deepEqual(told, [], what);
}
