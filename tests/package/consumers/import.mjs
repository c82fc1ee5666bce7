import * as naqi from 'naqi';
import { check } from './check.mjs';

await naqi.init();
console.log(JSON.stringify(check(naqi)));
