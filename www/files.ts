// Text in and out of the page by file, drop and clipboard.

/** The text of a file; throws when it cannot be read as text. */
export async function readText(file: File): Promise<string> {
  return new TextDecoder('utf-8').decode(await file.arrayBuffer());
}

/** Asks for files. */
export const pickFiles = (accept: string, several: boolean): Promise<readonly File[]> =>
  new Promise((done) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', accept, multiple: several });
    input.onchange = () => done([...(input.files ?? [])]);
    input.oncancel = () => done([]);
    input.click();
  });

/** Offers a text to be saved under a name. */
export function save(name: string, type: string, parts: readonly string[]) {
  const url = URL.createObjectURL(new Blob(parts as string[], { type }));
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
