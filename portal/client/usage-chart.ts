// Draws the minutes of a usage page from its table, which it then folds away.
import uPlot from 'uplot';

for (const figure of document.querySelectorAll<HTMLElement>('figure.usage-chart')) {
  const rows = [...figure.querySelectorAll<HTMLElement>('tr[data-start]')];
  const plot = figure.querySelector<HTMLElement>('.plot');
  if (plot === null || rows.length === 0) continue;
  const starts = rows.map((row) => Number(row.dataset['start']));
  const minutes = rows.map((row) => Number(row.dataset['minutes']));
  const names = rows.map((row) => row.querySelector('th')?.textContent.trim() ?? '');
  draw(plot, figure, { starts, minutes, names });
  figure.querySelector('details')?.removeAttribute('open');
}

interface Series {
  readonly starts: readonly number[];
  readonly minutes: readonly number[];
  readonly names: readonly string[];
}

const height = 200;

function draw(plot: HTMLElement, figure: HTMLElement, { starts, minutes, names }: Series): void {
  const { zone = 'UTC', locale: language = 'en-GB' } = figure.dataset;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const color = (name: string) => (): string => resolved(plot, name);
  const bars = uPlot.paths.bars?.({ size: [0.7, 48] });
  const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 } };
  const chart = new uPlot(
    {
      width: plot.clientWidth,
      height,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
      cursor: { y: false },
      legend: { show: false },
      scales: { y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          values: (_chart, splits) => splits.map((at) => dayName(at, zone, language)),
        },
        { ...axis, size: 64, values: (_chart, splits) => splits.map((at) => number.format(at)) },
      ],
      series: [
        {},
        {
          stroke: color('--accent'),
          fill: color('--accent'),
          points: { show: false },
          ...(bars === undefined ? {} : { paths: bars }),
        },
      ],
      hooks: {
        setCursor: [
          ({ cursor }) => {
            const n = cursor.idx;
            plot.title =
              n === undefined || n === null
                ? ''
                : `${names[n] ?? ''}: ${number.format(minutes[n] ?? 0)}`;
          },
        ],
      },
    },
    [[...starts], [...minutes]],
    plot,
  );
  new ResizeObserver(() => {
    chart.setSize({ width: plot.clientWidth, height });
  }).observe(plot);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    chart.redraw();
  });
}

/** A canvas knows no `light-dark()`: an element of the page says which colour it is now. */
function resolved(plot: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  plot.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function dayName(seconds: number, zone: string, language: string): string {
  const at = new Date(seconds * 1000);
  return at.toLocaleDateString(language, { day: 'numeric', month: 'short', timeZone: zone });
}
