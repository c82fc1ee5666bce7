import * as naqi from 'naqi';
import wasm from 'naqi/naqi.wasm';
import { check } from './check.mjs';

naqi.init(wasm).then(() => {
  globalThis.report = JSON.stringify(check(naqi));
});
