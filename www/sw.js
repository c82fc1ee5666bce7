// The installed page's own copy of itself. It asks the host for that copy when it is installed, and for nothing else,
// ever: what the page asks for is answered from the copy or not at all.

const VERSION = '%VERSION%';
const COPY = ['./', 'manifest.webmanifest'];

self.addEventListener('install', (event) => {
  const copy = COPY.map((path) => new Request(path, { cache: 'reload' }));
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(copy)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('naqi-') && name !== VERSION;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { url, mode, method } = event.request;
  const path = url.split(/[?#]/)[0].replace(/\/index\.html$/, '/');
  const ours = method === 'GET' && COPY.some((name) => new URL(name, self.registration.scope).href === path);
  // Another page under the same address is none of our business.
  if (mode === 'navigate' && !ours) return;
  event.respondWith(ours ? caches.match(path, { cacheName: VERSION }).then((kept) => kept ?? fetch(path)) : Response.error());
});
