// Text in and out of the page by file, drop and clipboard.

/** The text of a file; throws when it cannot be read as text. */
export async function readText(file: File): Promise<string> {
  return new TextDecoder('utf-8').decode(await file.arrayBuffer());
}

/** Offers a text to be saved under a name. */
export function save(name: string, type: string, parts: readonly string[]) {
  const url = URL.createObjectURL(new Blob(parts as string[], { type }));
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
