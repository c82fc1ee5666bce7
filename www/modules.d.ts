// What scripts/page.mjs puts in: texts made while building.
declare module 'inline:worker' {
  const source: string;
  export default source;
}
declare module 'inline:wasm' {
  /** A letter a byte, U+0100 on. */
  const letters: string;
  export default letters;
}
