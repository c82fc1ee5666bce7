// What the page's browser tests share: the browser, the page from a server and from disk, and its editors.

import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

export const file = fileURLToPath(new URL('../../dist/index.html', import.meta.url));
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const executablePath = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => path && existsSync(path));

/** A browser and a server, to be closed at the end. */
export async function open() {
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: flags });
  const server = await serve(dist);
  return {
    browser,
    http: server.url,
    file: pathToFileURL(file).href,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Opens the page with the given looks. Errors of the page are kept in `page.errors`. */
export async function visit(browser, url, { language = 'ar', width = 1280, height = 800, settled = false, theme = 'light', ...rest } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, acceptDownloads: true, ...rest });
  await context.addInitScript(
    ([prefs]) => {
      if (!localStorage.getItem('naqi.prefs')) localStorage.setItem('naqi.prefs', prefs);
    },
    [JSON.stringify({ language, digits: language === 'ar' ? 'arab' : 'latn', settled })],
  );
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  await page.goto(url);
  await page.waitForSelector('[data-testid="profiles"] input');
  return page;
}

/** Puts a text into the source as a paste would. */
export async function paste(page, text) {
  await page.locator('[data-testid="source"] .cm-content').focus();
  await page.keyboard.press('Control+A');
  await page.evaluate((value) => {
    const data = new DataTransfer();
    data.setData('text/plain', value);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await idle(page);
}

/** Waits until the result shown is that of the source. */
export const idle = async (page) => {
  await page.waitForTimeout(60);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForSelector('section.result[aria-busy="false"]');
};

/** The lines shown by an editor; all of them when the text is short. */
export const lines = (page, side) => page.locator(`[data-testid="${side}"] .cm-line`).allTextContents();
