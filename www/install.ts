// What the page asks of its host, if it has one: to be kept for use without a network, and to be installable. From disk
// it asks nothing. As soon as that is asked, the page closes the way by a stricter policy: only blob: workers, and no
// manifest once there may be a text. And what no policy covers it takes away from itself.

/** The browser's own way to install a page, where it offers one. */
export interface Offer extends Event {
  prompt(): Promise<unknown>;
}

export interface Install {
  readonly hosted: boolean;
  offer: Offer | null;
}

const hosted = /^https?:$/.test(location.protocol);

/** Adds to the page's policy; nothing can take away from it. */
function close(policy: string) {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  document.head.append(meta);
}

/** WebRTC sends packets whatever the policy says, in Chromium and Firefox both: its constructors go. */
const UNCOVERED = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection'];

/** Milliseconds that the browser has to read the manifest, unless a text comes before. */
const READING = 5000;

/** To be called before any worker is made: a worker has the policy that the page had then. */
export function install(changed: () => void): Install {
  for (const name of UNCOVERED) Reflect.deleteProperty(window, name);
  const state: Install = { hosted, offer: null };
  if (!hosted) {
    close("worker-src blob:; manifest-src 'none'");
    return state;
  }
  // The copy is a convenience: where it cannot be made, the page works as before.
  navigator.serviceWorker?.register('sw.js').catch(() => {});
  close('worker-src blob:');
  const manifest = Object.assign(document.createElement('link'), { rel: 'manifest', href: 'manifest.webmanifest' });
  document.head.append(manifest);
  const signs = ['paste', 'drop', 'beforeinput', 'change'];
  const shut = () => {
    clearTimeout(timer);
    for (const sign of signs) removeEventListener(sign, shut, true);
    close("manifest-src 'none'");
  };
  const timer = setTimeout(shut, READING);
  for (const sign of signs) addEventListener(sign, shut, true);
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    state.offer = event as Offer;
    changed();
  });
  addEventListener('appinstalled', () => {
    state.offer = null;
    changed();
  });
  return state;
}

interface LaunchQueue {
  setConsumer(consumer: (launch: { files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Files that the installed page is asked to open by the system. */
export function launched(add: (files: readonly File[]) => void) {
  const queue = (window as unknown as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(async ({ files }) => add(await Promise.all(files.map((file) => file.getFile()))));
}
