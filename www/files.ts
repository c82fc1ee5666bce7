// Files in and out of the page by the browser's dialogues. What is in them is read in files/.

/** Asks for files. */
export const pickFiles = (accept: string, several: boolean): Promise<readonly File[]> =>
  new Promise((done) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', accept, multiple: several });
    input.onchange = () => done([...(input.files ?? [])]);
    input.oncancel = () => done([]);
    input.click();
  });

/** Offers something to be saved under a name. */
export function save(name: string, type: string, parts: readonly BlobPart[]) {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
