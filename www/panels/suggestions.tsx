// What the core would not dare to change: each as a card, accepted or left one by one or all of a kind.

import type { Text } from '@codemirror/state';
import type { Desk } from '../desk';
import { direction } from '../editors';
import type { TipReport } from '../job';
import { answer } from '../state';
import { Onward } from './changes';

/** Cards of one kind. */
const MOST = 100;
/** Units of the words around what is suggested. */
const AROUND = 32;

export function Suggestions({ desk }: { desk: Desk }) {
  const { t, number, fill, pick } = desk.words;
  const tips = desk.report?.tips ?? [];
  const text = desk.sourceText;
  const say = (about: readonly TipReport[], yes: boolean | null) =>
    desk.setChoices(answer(desk.state.choices, about.map((a) => ({ ...a.source, replacement: a.replacement })), yes));
  if (!tips.length) return <p class="none">{t.noSuggestions}</p>;
  const kinds = new Map<string, TipReport[]>();
  for (const tip of tips) kinds.set(pick(tip.reason), [...(kinds.get(pick(tip.reason)) ?? []), tip]);
  return (
    <>
      <p class="intro">{t.suggestionsIntro}</p>
      {[...kinds].map(([reason, of]) => (
        <section class="kind" key={reason}>
          <div class="bar">
            <h3 class="grow">{reason} <span class="n">{number(of.length)}</span></h3>
            {of.length > 1 && <button type="button" onClick={() => say(of, true)}>{t.acceptAll}</button>}
            {of.length > 1 && <button type="button" onClick={() => say(of, false)}>{t.rejectAll}</button>}
          </div>
          <ul class="cards" data-testid="suggestions">
            {of.slice(0, MOST).map((tip) => (
              <li key={`${tip.source.start} ${tip.replacement}`} class={`tips${tip.answer === null ? '' : tip.answer ? ' yes' : ' no'}`}>
                <button type="button" class="place" onClick={() => desk.reveal(tip.source.start, tip.at.start)}>
                  <span class="line">{fill(t.line, { n: number(text.lineAt(Math.min(tip.source.start, text.length)).number) })}</span>
                  <Words tip={tip} text={text} />
                </button>
                {/* The first button stays, whatever it says: the focus is on it. */}
                <span class="answers">
                  {tip.answer !== null && <span class="state">{tip.answer ? t.accepted : t.rejected}</span>}
                  <button type="button" class={tip.answer === null ? 'yes' : ''} onClick={() => say([tip], tip.answer === null || null)}>{tip.answer === null ? t.accept : t.takeBack}</button>
                  {tip.answer === null && <button type="button" onClick={() => say([tip], false)}>{t.reject}</button>}
                </span>
              </li>
            ))}
          </ul>
          {of.length > MOST && <p class="hint">+{number(of.length - MOST)}</p>}
        </section>
      ))}
    </>
  );
}

/** What stands there, in its sentence, and what would. */
function Words({ tip, text }: { tip: TipReport; text: Text }) {
  const { start, end } = tip.source;
  const lead = text.sliceString(Math.max(0, start - AROUND), start).replace(/^[^]*\n|^\S+(?=\s)/, '');
  const tail = text.sliceString(Math.min(end, text.length), Math.min(text.length, end + AROUND)).replace(/\n[^]*$|\s\S+$/, '');
  return (
    <span class="context">
      <bdi dir={direction(lead + tip.before + tail)}>{lead}<del>{tip.before}</del>{tail}</bdi>
      <Onward />
      <bdi><ins>{tip.replacement}</ins></bdi>
    </span>
  );
}
