// What every consumer does with the package, whatever way it came by it. Gives a report to compare.

export function check({ clean, inspect, Cleaner, rules, profiles }) {
  const { text, edits, counts } = inspect('العـــربية  لغة');
  let error;
  try {
    clean('', { profile: 'pubish' });
  } catch (thrown) {
    error = { kind: thrown.constructor.name, code: thrown.code, key: thrown.key, nearest: thrown.nearest };
  }
  return {
    clean: clean('العـــربية'),
    same: clean('عام 1445هـ'),
    lone: clean('العـــربية\ud800') === 'العربية\ud800',
    search: new Cleaner({ profile: 'search' }).clean('كَتَبَ الطالبُ'),
    inspected: { text, back: edits.revert(), length: edits.length, counts },
    rules: rules.some(({ id }) => id === 'tatweel'),
    profiles: profiles.map(({ id }) => id).join(' '),
    error,
  };
}
