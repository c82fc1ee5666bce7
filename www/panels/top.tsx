// The head of the page: the name, what it promises, how it looks; and the recipe in short: the profile and what becomes
// of duplicates.

import type { Options } from 'naqi';
import type { Dedupe, Desk } from '../desk';
import type { Theme } from '../prefs';

export function Top({ desk }: { desk: Desk }) {
  const { t, language, digits } = desk.words;
  const { prefs } = desk;
  return (
    <header class="top">
      <h1>{t.name}</h1>
      <p class="tagline">{t.tagline}</p>
      <div class="looks">
        <fieldset class="segments small">
          <legend class="hidden">{t.digits}</legend>
          {(['arab', 'latn'] as const).map((d) => (
            <label key={d}>
              <input type="radio" name="digits" checked={digits === d} onChange={() => desk.setPrefs({ digits: d })} />
              <span>{d === 'arab' ? t.digitsArab : t.digitsLatn}</span>
            </label>
          ))}
        </fieldset>
        <label class="theme">
          <span class="hidden">{t.theme}</span>
          <select value={prefs.theme} onChange={(e) => desk.setPrefs({ theme: e.currentTarget.value as Theme })} data-testid="theme">
            <option value="auto">{t.themeAuto}</option>
            <option value="light">{t.themeLight}</option>
            <option value="dark">{t.themeDark}</option>
          </select>
        </label>
        <button type="button" onClick={() => desk.help(true)} data-testid="help">{t.help}</button>
        <button type="button" lang={language === 'ar' ? 'en' : 'ar'} aria-label={t.languageLabel} data-testid="language" onClick={() => desk.setPrefs({ language: language === 'ar' ? 'en' : 'ar' })}>
          {t.language}
        </button>
      </div>
    </header>
  );
}

export function Recipe({ desk }: { desk: Desk }) {
  const { t, pick } = desk.words;
  const { options } = desk.state;
  const changed = Object.keys(options.rules ?? {}).length > 0;
  const dedupe: Dedupe | null = options.dedupe === true ? {} : options.dedupe || null;
  return (
    <div class="recipe">
      <fieldset class="segments" data-testid="profiles">
        <legend>{t.profile}</legend>
        {desk.profiles.map((p) => (
          <label key={p.id} title={pick(p.explanation)}>
            <input type="radio" name="profile" value={p.id} checked={desk.profile === p.id} onChange={() => desk.setOptions({ ...options, profile: p.id as NonNullable<Options['profile']> })} />
            <span>{pick(p.title)}</span>
          </label>
        ))}
      </fieldset>
      {changed && (
        <span class="changed">
          {t.profileChanged}{' '}
          <button type="button" onClick={() => { const { rules: _, ...rest } = options; desk.setOptions(rest); }}>{t.reset}</button>
        </span>
      )}
      <label>
        <span>{t.dedupe}</span>{' '}
        <select
          data-testid="dedupe"
          value={dedupe ? (dedupe.match ?? 'folded') : 'off'}
          onChange={(e) => {
            const v = e.currentTarget.value;
            if (v === 'off') desk.setDedupe(false);
            else desk.setDedupe(true, { match: v as NonNullable<Dedupe['match']> });
          }}
        >
          <option value="off">{t.dedupeOff}</option>
          <option value="exact">{t.dedupeExact}</option>
          <option value="folded">{t.dedupeFolded}</option>
          <option value="near">{t.dedupeNear}</option>
        </select>
      </label>
      {dedupe && (
        <label>
          <span>{t.unit}</span>{' '}
          <select data-testid="unit" value={dedupe.unit ?? 'line'} onChange={(e) => desk.setDedupe(true, { unit: e.currentTarget.value as NonNullable<Dedupe['unit']> })}>
            <option value="line">{t.unitLine}</option>
            <option value="paragraph">{t.unitParagraph}</option>
            <option value="sentence">{t.unitSentence}</option>
          </select>
        </label>
      )}
    </div>
  );
}
