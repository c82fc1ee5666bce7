import * as naqi from 'naqi/inline';
import { check } from './check.mjs';

globalThis.report = JSON.stringify(check(naqi));
