import * as naqi from 'naqi';
import { check } from './check.mjs';

naqi.init().then(() => {
  globalThis.report = JSON.stringify(check(naqi));
});
