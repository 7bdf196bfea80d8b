// Starts the sandbox and the server as programs, and a browser in front of the host page.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');
const programs = process.env.TRIGGERS_BIN_DIR ?? path.join(root, 'target/debug');
const shots = path.join(root, 'tests/out/screenshots');

/** Three-part tokens: the sandbox takes any as a long-lived one. The test is an integration of its own. */
const CRM_TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiI5MTAwMDAxIn0.c2FuZGJveA';
const TEST_TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiI5MTAwMDAxIn0.dGVzdA';

/** The whole product on free ports; `stop` ends every program it started. */
export async function start(name) {
  const folder = await mkdtemp(path.join(tmpdir(), 'triggers-browser-'));
  const keys = { hook: hex(), client: 'b7f5c1de-0000-4000-8000-000000000001', secret: hex() };
  const [crmPort, serverPort] = [await freePort(), await freePort()];
  const crm = `http://127.0.0.1:${crmPort}`;
  const server = `http://127.0.0.1:${serverPort}`;
  const identity = ['--client-id', keys.client, '--client-secret', keys.secret];
  const sandbox = run('sandbox', [
    '--listen', `127.0.0.1:${crmPort}`, '--data', 'demo',
    '--hook-target', `${server}/hooks/amocrm/${keys.hook}/`,
    '--panel-url', `${server}/`, ...identity,
  ]);
  const triggers = run('triggers', [
    'serve', '--listen', `127.0.0.1:${serverPort}`, '--database', `sqlite:${folder}/triggers.db`,
    '--amocrm-url', crm, '--amocrm-token', CRM_TOKEN, '--hook-secret', keys.hook,
    '--public-url', server, ...identity,
  ]);
  await Promise.all([answers(`${crm}/sandbox/health`, sandbox), answers(`${server}/readyz`, triggers)]);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'ru-RU' });
  const page = await context.newPage();
  const faults = watch(page);
  await mkdir(shots, { recursive: true });
  let count = 0;
  const shot = (step) => page.screenshot({
    path: path.join(shots, `${name}-${String(++count).padStart(2, '0')}-${step}.png`), fullPage: true,
  });
  const stop = async () => {
    await browser.close();
    await Promise.all([end(triggers), end(sandbox)]);
    await rm(folder, { recursive: true, force: true });
  };
  return { crm, server, page, shot, stop, faults };
}

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

/** Errors that a page reported: a walk through the product must not cause any. */
function watch(page) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}

function run(program, args) {
  const child = spawn(path.join(programs, program), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => { child.output = (child.output + text).slice(-20000); });
  }
  return child;
}

async function end(child) {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}

async function answers(url, child) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended:\n${child.output}`);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer:\n${child.output}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function hex() {
  return randomBytes(16).toString('hex');
}

/** Asks until `check` is content, or fails with the last answer. */
export async function eventually(ask, check, what) {
  let last;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    last = await ask();
    if (check(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: ${JSON.stringify(last)}`);
}

/** A read of the sandbox through its API, as any client of amoCRM would do it. */
export async function crmGet(crm, address) {
  const answer = await crmFetch(crm, address, {});
  return answer.status === 204 ? null : answer.json();
}

/** A change in the sandbox as a user of amoCRM makes it. */
export async function crmPatch(crm, address, body) {
  const answer = await crmFetch(crm, address, {
    method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  return answer.json();
}

/** Waits when it is asked to (429), as every client should. */
async function crmFetch(crm, address, { headers, ...request }) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const answer = await fetch(`${crm}/api/v4/${address}`, {
      ...request, headers: { authorization: `Bearer ${TEST_TOKEN}`, ...headers },
    });
    if (answer.ok) return answer;
    if (answer.status !== 429) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`${address}: asked to wait for too long`);
}
