// Firefox for the page's tests, by WebDriver BiDi; null where there is none.

import puppeteer from 'puppeteer-core';
import { findFirefox } from '../../scripts/run.mjs';

export async function openFirefox() {
  const executablePath = findFirefox();
  if (!executablePath) return null;
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, args: ['--width=1280', '--height=900'] });
}
