// The foot of the page: what it promises about the text, what it cannot promise, and how to have it without a network.

import type { Desk } from '../desk';
import type { Install } from '../install';

/** The policy as the page carries it. */
const policy = () => Array.from(document.querySelectorAll<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]'), (meta) => meta.content).join('\n');

export function Private({ desk, install }: { desk: Desk; install: Install }) {
  const { t } = desk.words;
  return (
    <footer>
      <p data-testid="privacy"><strong>{t.privacy}</strong></p>
      <details>
        <summary>{t.private.more}</summary>
        <ul>
          {t.private.points.map((point) => <li key={point}>{point}</li>)}
        </ul>
        <h3>{t.private.limits}</h3>
        <ul data-testid="limits">
          {t.private.cannot.map((point) => <li key={point}>{point}</li>)}
        </ul>
        <h3>{t.private.policy}</h3>
        <pre dir="ltr" tabIndex={0} aria-label={t.private.policy}>{policy()}</pre>
      </details>
      <p>
        {install.hosted ? t.private.offline : t.private.fromDisk}{' '}
        {install.offer && <button type="button" data-testid="install" onClick={() => void install.offer?.prompt()}>{t.private.install}</button>}
      </p>
    </footer>
  );
}
