// Recipes: the one in use as a link, a file or a name, and those that were saved.

import { useState } from 'preact/hooks';
import type { Desk } from '../desk';
import { pickFiles, save as download } from '../files';
import { link, parse, remove, save, saved } from '../recipes';

export function Recipes({ desk }: { desk: Desk }) {
  const { t } = desk.words;
  const { options } = desk.state;
  const [name, setName] = useState('');
  const [list, setList] = useState(saved);
  const refresh = () => setList(saved());
  const share = async () => {
    const address = link(options);
    try {
      await navigator.clipboard.writeText(address);
      desk.say(t.shared);
    } catch {
      // Where the clipboard is closed, the address bar is not.
      history.replaceState(null, '', address);
      desk.say(t.shareNote);
    }
  };
  const load = async () => {
    for (const file of await pickFiles('.json,application/json', false)) {
      let why = '';
      try {
        const parsed = parse(await file.text());
        const failure = await desk.use(parsed);
        if (!failure) return;
        why = desk.explain(failure);
      } catch {
        // It is no JSON.
      }
      desk.say(desk.words.fill(t.badRecipe, { why }), true);
    }
  };
  return (
    <section class="recipes" aria-labelledby="recipes-title">
      <h3 id="recipes-title">{t.recipes}</h3>
      <form
        class="bar"
        onSubmit={(e) => {
          e.preventDefault();
          if (!name.trim()) return;
          desk.say(save({ name: name.trim(), options }) ? t.saved : t.notKept);
          setName('');
          refresh();
        }}
      >
        <input type="text" value={name} maxLength={60} placeholder={t.recipeName} aria-label={t.recipeName} onInput={(e) => setName(e.currentTarget.value)} data-testid="recipe-name" />
        <button type="submit" disabled={!name.trim()} data-testid="recipe-save">{t.save}</button>
        <span class="gap" />
        <button type="button" onClick={() => void share()} title={t.shareNote} data-testid="share">{t.share}</button>
        <button type="button" onClick={() => download('naqi-recipe.json', 'application/json', [JSON.stringify(options, null, 2)])}>{t.exportRecipe}</button>
        <button type="button" onClick={() => void load()}>{t.importRecipe}</button>
      </form>
      {list.length > 0 && (
        <ul class="saved" data-testid="recipes">
          {list.map((r) => (
            <li key={r.name}>
              <button type="button" onClick={() => void desk.use(r.options).then((bad) => bad && desk.say(desk.words.fill(t.badRecipe, { why: desk.explain(bad) }), true))}>{r.name}</button>
              <button type="button" class="quiet" aria-label={`${t.delete}: ${r.name}`} title={t.delete} onClick={() => { remove(r.name); refresh(); }}>×</button>
            </li>
          ))}
        </ul>
      )}
      <p class="hint start">{t.shareNote}</p>
    </section>
  );
}
