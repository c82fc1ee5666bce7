// Every rule with its switch, its setting, what it does and an example of it: the recipe in full, and the help in place.

import type { RuleInfo } from 'naqi';
import type { Desk } from '../desk';
import { Onward } from './changes';
import { Recipes } from './recipes';

const FAMILIES = ['repair', 'publish', 'fold', 'strip'];

export function Rules({ desk }: { desk: Desk }) {
  const { t } = desk.words;
  return (
    <>
      <Recipes desk={desk} />
      <div class="families">
      {FAMILIES.map((family) => {
        const rules = desk.rules.filter((r) => r.family === family);
        if (!rules.length) return null;
        return (
          <section key={family} class={`family ${family}`}>
            <h3><span class="swatch" aria-hidden="true" />{t.family[family]}</h3>
            <ul class="rules">{rules.map((r) => <Rule key={r.id} desk={desk} rule={r} />)}</ul>
          </section>
        );
      })}
      </div>
    </>
  );
}

/** What a rule is switched on with: a setting that does something. */
const first = ({ settings }: RuleInfo): boolean | string =>
  settings.kind === 'oneOf' && settings.default === 'keep' && settings.names.length > 2 ? (settings.names[1] ?? true) : true;

function Rule({ desk, rule }: { desk: Desk; rule: RuleInfo }) {
  const { pick, t } = desk.words;
  const setting = desk.setting(rule.id);
  const on = setting !== false && !(Array.isArray(setting) && !setting.length);
  const { settings } = rule;
  const names: readonly string[] = 'names' in settings ? settings.names : [];
  const id = `rule-${rule.id}`;
  return (
    <li class={on ? 'on' : ''} data-rule={rule.id}>
      <input id={id} type="checkbox" class="switch" checked={on} aria-describedby={`${id}-does`} onChange={(e) => desk.setRule(rule.id, e.currentTarget.checked && first(rule))} />
      <div>
        <label for={id}>{pick(rule.title)}</label> <code class="id" dir="ltr">{rule.id}</code>
        <p id={`${id}-does`}>{pick(rule.explanation)}</p>
        <p class="example"><bdi><del>{rule.example.before}</del></bdi><Onward /><bdi><ins>{rule.example.after || t.removed}</ins></bdi></p>
        {on && names.length > 0 && settings.kind === 'oneOf' && (
          <select value={typeof setting === 'string' ? setting : names[0]} aria-label={pick(rule.title)} onChange={(e) => desk.setRule(rule.id, e.currentTarget.value)}>
            {names.map((n) => <option key={n} value={n}>{t.settings[n] ?? n}</option>)}
          </select>
        )}
        {on && names.length > 0 && settings.kind === 'anyOf' && (
          <div class="anyof">
            {names.map((n) => {
              const now: readonly string[] = Array.isArray(setting) ? setting : (settings.default as readonly string[]);
              return (
                <label key={n}>
                  <input type="checkbox" checked={now.includes(n)} onChange={(e) => desk.setRule(rule.id, e.currentTarget.checked ? [...now, n] : now.filter((x) => x !== n))} /> {t.settings[n] ?? n}
                </label>
              );
            })}
          </div>
        )}
      </div>
    </li>
  );
}
