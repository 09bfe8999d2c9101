/** Where a page asks for text, a file can be chosen in its place: it is read into the field. */
for (const place of document.querySelectorAll<HTMLElement>('[data-file-for]')) {
  const field = document.getElementById(place.dataset['fileFor'] ?? '');
  if (!(field instanceof HTMLTextAreaElement)) continue;
  const label = document.createElement('label');
  const chooser = document.createElement('input');
  chooser.type = 'file';
  chooser.accept = place.dataset['accept'] ?? '';
  chooser.addEventListener('change', () => {
    void chooser.files?.[0]?.text().then((text) => {
      field.value = text;
      field.focus();
    });
  });
  label.append(`${place.dataset['label'] ?? ''} `, chooser);
  place.append(label);
}
