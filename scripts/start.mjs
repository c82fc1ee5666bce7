// Set-up, build, and the page on this machine, until Ctrl-C.

import { build } from './build.mjs';
import { inRoot } from './run.mjs';
import { serve } from './serve.mjs';
import { setup } from './setup.mjs';

try {
  await setup();
  await build();
  const { url } = await serve(inRoot('dist'), Number(process.env.PORT ?? 8080));
  console.log(`\nnaqi is at ${url} (Ctrl-C stops it)`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
