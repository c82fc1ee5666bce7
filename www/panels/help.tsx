// Help in the page: what to do, the keys, and what the promise of privacy covers. Each rule explains itself in its panel.

import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk';

export function Help({ desk }: { desk: Desk }) {
  const { t } = desk.words;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (desk.helping && !dialog.current?.open) dialog.current?.showModal();
    if (!desk.helping && dialog.current?.open) dialog.current.close();
  });
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={() => desk.help(false)}>
      <div class="head">
        <h2 id="help-title" class="grow">{t.help}</h2>
        <button type="button" onClick={() => desk.help(false)}>{t.close}</button>
      </div>
      {t.helpText.map(([title, ...parts]) => (
        <section key={title}>
          <h3>{title}</h3>
          {parts.map((p) => <p key={p}>{p}</p>)}
        </section>
      ))}
      <h3>{t.keys}</h3>
      <dl class="keys">
        {t.keyList.map(([key, does]) => (
          <div key={key}><dt><kbd dir="ltr">{key}</kbd></dt><dd>{does}</dd></div>
        ))}
      </dl>
    </dialog>
  );
}
