/** Hands the browser a file to save. */
export function saveFile(blob: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // The browser has taken hold of the file by then; some do so a moment after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
