// On every page: tells the portal the reader's time zone, shows which page it is where the navigation
// scrolls, and prints where a button says so.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.cookie = `partyline_time_zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; SameSite=Lax`;

for (const current of document.querySelectorAll('nav [aria-current]')) {
  current.scrollIntoView({ block: 'nearest', inline: 'center' });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
