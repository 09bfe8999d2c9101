// The page of a recording: the drawings follow the audio, and the audio follows clicks on them.
const player = document.querySelector<HTMLElement>('#player');
const audio = player?.querySelector('audio') ?? null;

if (player !== null && audio !== null) {
  const durationMs = Number(player.dataset['durationMs']);
  const width = Number(player.dataset['width']);
  const heads = [...player.querySelectorAll<SVGLineElement>('line.head')];
  const played = player.querySelector<SVGRectElement>('#played rect');

  const draw = (): void => {
    const x = Math.min(width, (width * audio.currentTime * 1000) / Math.max(1, durationMs)).toFixed(
      1,
    );
    played?.setAttribute('width', x);
    for (const head of heads) {
      head.setAttribute('x1', x);
      head.setAttribute('x2', x);
    }
  };
  const follow = (): void => {
    draw();
    if (!audio.paused) requestAnimationFrame(follow);
  };
  audio.addEventListener('play', follow);
  audio.addEventListener('timeupdate', draw);
  audio.addEventListener('seeked', draw);

  const goTo = (atMs: number): void => {
    audio.currentTime = Math.max(0, Math.min(atMs, durationMs)) / 1000;
  };
  for (const drawing of player.querySelectorAll<SVGSVGElement>('svg')) {
    drawing.addEventListener('click', (event) => {
      const { left, width: shown } = drawing.getBoundingClientRect();
      if (shown > 0) goTo((durationMs * (event.clientX - left)) / shown);
    });
  }
  for (const button of player.querySelectorAll<HTMLButtonElement>('button[data-turns]')) {
    const turns = (button.dataset['turns'] ?? '').split(' ').map(Number);
    button.disabled = turns.length === 0;
    button.addEventListener('click', () => {
      // A little past the turn that was just gone to, and around again after the last.
      const nowMs = audio.currentTime * 1000 + 50;
      goTo(turns.find((from) => from > nowMs) ?? turns[0] ?? 0);
      void audio.play().catch(() => undefined);
    });
  }
}
