/** A PDF of one page as the desktop's printer lays its objects out, with this text as what stands on the page. */
export function printedBytes(text: string): Uint8Array {
  const length = Buffer.byteLength(text);
  const objects = [
    `<</Title (7 0 R)>>`,
    `<</Type /Page\n/Contents 3 0 R\n/StructParents 0\n/Parent 4 0 R>>`,
    `<</Length ${length}>> stream\n${text}\nendstream`,
    `<</Type /Pages\n/Count 1\n/Kids [2 0 R]>>`,
    `<</Type /Catalog\n/Pages 4 0 R>>`,
  ];
  const pieces = ['%PDF-1.4\n'];
  const places = objects.map((object, at) => {
    const place = Buffer.byteLength(pieces.join(''));
    pieces.push(`${at + 1} 0 obj\n${object}\nendobj\n`);
    return place;
  });
  const start = Buffer.byteLength(pieces.join(''));
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  return Buffer.from(
    `${pieces.join('')}${table}trailer\n<</Size ${objects.length + 1}\n/Root 5 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  );
}
