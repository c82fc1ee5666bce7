/** The address of the WebAssembly, for bundlers that give one: `init(url)`. */
declare const url: string;
export default url;
