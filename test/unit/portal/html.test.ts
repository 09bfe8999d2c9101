import t from 'tap';
import { html } from '../../../portal/views/html.js';

t.test('values are escaped and markup is not escaped twice', (t) => {
  const evil = `<img src=x onerror="a('b')">&`;
  const inner = html`<b>${evil}</b>`;
  const expected = '<b>&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;</b>';
  t.equal(inner.toString(), expected);
  t.equal(html`<p>${inner}${[inner, inner]}${3}</p>`.toString(), `<p>${expected.repeat(3)}3</p>`);
  t.end();
});
