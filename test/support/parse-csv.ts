/** RFC 4180, without a byte order mark. */
export function parseCsv(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let n = 0; n < text.length; n++) {
    const character = text[n]!;
    if (quoted && character === '"' && text[n + 1] === '"') {
      cell += '"';
      n++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && character === separator) {
      row.push(cell);
      cell = '';
    } else if (!quoted && character === '\r' && text[n + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      n++;
    } else {
      cell += character;
    }
  }
  return rows;
}
