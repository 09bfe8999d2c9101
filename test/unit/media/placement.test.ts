import t from 'tap';
import { leastLoaded, placeConference, placeEndpoint } from '../../../bridge/media/placement.js';

const worker = (endpoints: number, conferences: number) => ({ endpoints, conferences });

t.test('new legs gather where conferences are, while that worker has room to spare', (t) => {
  const empty = worker(0, 0);
  const busy = worker(100, 1);
  t.equal(placeEndpoint([empty, busy]), busy);
  const full = worker(300, 1);
  t.equal(placeEndpoint([empty, full]), empty);
  t.equal(placeEndpoint([empty, worker(3, 0)]), empty, 'without conferences: the least loaded');
  t.equal(placeEndpoint([]), null);
  t.end();
});

t.test(
  'a conference begins on the worker of its first leg, unless that one is much busier',
  (t) => {
    const own = worker(3, 1);
    const other = worker(0, 0);
    t.equal(placeConference([own, other], own), own);
    const busy = worker(200, 4);
    t.equal(placeConference([busy, other], busy), other);
    t.equal(placeConference([busy, other], null), other);
    t.end();
  },
);

t.test('conferences without legs yet are spread as well', (t) => {
  t.equal(leastLoaded([worker(4, 2), worker(10, 0)])?.endpoints, 10);
  t.end();
});
