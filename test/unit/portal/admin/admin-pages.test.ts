import t from 'tap';
import { adminPortal as setup } from '../../../support/admin-portal.js';

const listed = {
  name: 'Ada',
  email: 'ada@example.com',
  group: '',
  language: '',
  room: '',
  pin: '',
};

t.test('an organizer is added, found, changed and disabled', async (t) => {
  const { get, post, administration, by, directory } = await setup(t);
  const added = await post('/admin/organizers/new', { ...listed, room: '700200' });
  t.equal(added.status, 200);
  const [, pin = ''] = /<code>(\d+)<\/code>/.exec(added.text) ?? [];
  const room = (await directory.findRoom('700200'))!;
  t.same(await directory.verifyPin(room, pin, { caller: 'a phone', via: 'a trunk' }), {
    kind: 'ok',
  });
  t.match((await get('/admin/organizers')).text, 'Ada');
  t.notMatch((await get('/admin/organizers?search=ADA')).text, 'First');
  const rows = await administration.organizers({ accountId: by.accountId, limit: 9 });
  const { id } = rows.find(({ name }) => name === 'Ada')!;
  t.match(await post(`/admin/organizers/${id}`, { ...listed, name: 'Ada Martin' }), {
    status: 303,
    location: `/admin/organizers/${id}?saved=1`,
  });
  t.match((await get(`/admin/organizers/${id}`)).text, 'Ada Martin');
  await post(`/admin/organizers/${id}/disabled`, { disabled: 'yes' });
  t.match(await directory.findRoom('700200'), { enabled: false });
  const reset = await post(`/admin/organizers/${id}/pin`, {});
  const [, newPin = ''] = /<code>(\d+)<\/code>/.exec(reset.text) ?? [];
  t.not(newPin, pin);
  t.notMatch((await get('/admin/audit')).text, newPin);
  t.match((await get('/admin/audit')).text, 'PIN reset');
});

t.test('a field that cannot be used is named, and the form kept', async (t) => {
  const { post } = await setup(t);
  const hostile = '"><script>alert(1)</script>';
  const cases: readonly (readonly [field: string, value: string, status: number])[] = [
    ['name', '', 400],
    ['name', 'x'.repeat(10_000), 400],
    ['email', 'nobody', 400],
    ['email', hostile, 400],
    ['email', 'first@example.com', 409],
    ['room', '12', 400],
    ['room', '700100', 409],
    ['pin', 'abcd', 400],
    ['language', 'tlh', 400],
    ['group', 'nowhere', 400],
  ];
  for (const [field, value, status] of cases) {
    const answer = await post('/admin/organizers/new', {
      ...listed,
      name: `Kept ${hostile}`,
      [field]: value,
    });
    t.equal(answer.status, status, `${field}=${value.slice(0, 30)}`);
    t.match(answer.text, `<a href="#${field}">`);
    t.notMatch(answer.text, /<script>/);
    if (field !== 'name') t.match(answer.text, 'Kept &quot;&gt;&lt;script&gt;');
    t.notMatch(answer.text, 'abcd');
  }
});

t.test('a list is checked first, and added whole', async (t) => {
  const { get, post, administration, by } = await setup(t);
  t.equal((await get('/admin/organizers/list')).status, 200);
  const wrong = 'name,email\nAda,first@example.com\nBob,bob@example.com';
  for (const step of ['check', 'add']) {
    const answer = await post('/admin/organizers/list', { csv: wrong, step });
    t.equal(answer.status, 422);
    t.match(answer.text, 'One line has a problem');
    t.match(answer.text, 'bob@example.com', 'the list is kept');
  }
  const right = 'name;email\nAda;ada@example.com\nBob;bob@example.com';
  t.match((await post('/admin/organizers/list', { csv: right, step: 'check' })).text, 'Add 2 org');
  t.equal((await administration.organizers({ accountId: by.accountId, limit: 9 })).length, 1);
  const added = await post('/admin/organizers/list', { csv: right, step: 'add' });
  t.equal([...added.text.matchAll(/<code>\d{6}<\/code>/g)].length, 2);
  t.equal((await administration.organizers({ accountId: by.accountId, limit: 9 })).length, 3);
  const unreadable = await post('/admin/organizers/list', { csv: '\u0000"', step: 'check' });
  t.equal(unreadable.status, 400);
});

t.test("a group's admin sees and changes that group alone", async (t) => {
  const { administration, get, post, limitTo, by } = await setup(t);
  const sales = await administration.addGroup(by, 'Sales');
  await administration.addGroup(by, 'Care');
  const mine = await administration.addOrganizer(by, {
    name: 'Mine',
    email: 'mine@example.com',
    group: 'Sales',
    room: null,
    pin: null,
    language: null,
    numbers: null,
  });
  const rows = await administration.organizers({ accountId: by.accountId, limit: 9 });
  const other = rows.find(({ name }) => name === 'First')!;
  limitTo(sales.id);
  const list = (await get('/admin/organizers')).text;
  t.match(list, 'Mine');
  t.notMatch(list, 'First');
  t.notMatch(list, 'Care');
  t.equal((await get(`/admin/organizers/${mine.id}`)).status, 200);
  t.equal((await get(`/admin/organizers/${other.id}`)).status, 404);
  for (const what of ['pin', 'disabled', 'numbers']) {
    const fields = { disabled: 'yes' };
    t.equal((await post(`/admin/organizers/${other.id}/${what}`, fields)).status, 404, what);
  }
  t.equal((await post('/admin/organizers/new', listed)).status, 400);
  t.equal((await post('/admin/organizers/new', { ...listed, group: sales.id })).status, 200);
  for (const page of ['groups', 'numbers']) {
    t.equal((await get(`/admin/${page}`)).status, 403, page);
  }
  const csv =
    'name,email,group\nAda,a@example.com,Sales\nBob,b@example.com,Care\nEve,e@example.com,';
  t.match(
    (await post('/admin/organizers/list', { csv, step: 'add' })).text,
    '2 lines have problems',
  );
  t.notMatch((await get('/admin/audit')).text, 'Care');
});

t.test('a number that is none is not assigned, and the page says so', async (t) => {
  const { post, administration, by } = await setup(t);
  const [organizer] = await administration.organizers({ accountId: by.accountId, limit: 1 });
  const number = { number: '+3225550100', country: 'BE', kind: 'toll', language: 'fr' };
  await administration.addNumber(by, number);
  for (const numbers of ['+3225559999', '9'.repeat(70_000)]) {
    const answer = await post(`/admin/organizers/${organizer!.id}/numbers`, { numbers });
    t.equal(answer.status, 400);
    t.match(answer.text, /href="#numbers"/);
  }
});

t.test(
  'an organizer has all numbers, chosen ones, or none; losing the last makes it none',
  async (t) => {
    const { get, post, administration, by } = await setup(t);
    const [organizer] = await administration.organizers({ accountId: by.accountId, limit: 1 });
    const number = '+3225550100';
    await administration.addNumber(by, { number, country: 'BE', kind: 'toll', language: 'fr' });
    const { id } = organizer!;
    const numbers = async () => (await administration.organizer(by.accountId, id)).assignedNumbers;
    t.equal(await numbers(), null);
    const chosen = { range: 'chosen', numbers: number };
    t.equal((await post(`/admin/organizers/${id}/numbers`, chosen)).status, 303);
    t.same(await numbers(), [number]);
    t.equal((await post('/admin/numbers/remove', { number })).status, 303);
    t.same(await numbers(), []);
    const audit = (await get('/admin/audit')).text;
    t.match(audit, `Taken from: ${organizer!.name}`);
    await administration.addNumber(by, { number, country: 'BE', kind: 'toll', language: 'fr' });
    t.match((await get(`/admin/organizers/${id}`)).text, /value="chosen"\s+checked/);
    t.equal((await post(`/admin/organizers/${id}/numbers`, { range: 'all' })).status, 303);
    t.equal(await numbers(), null);
  },
);

t.test('groups and numbers are added, renamed and taken away', async (t) => {
  const { administration, get, post, by } = await setup(t);
  t.equal((await post('/admin/groups', { name: 'Sales' })).status, 303);
  t.equal((await post('/admin/groups', { name: 'Sales' })).status, 409);
  t.equal((await post('/admin/groups', { name: '' })).status, 400);
  const [group] = await administration.groups(by.accountId);
  t.equal((await post(`/admin/groups/${group!.id}`, { name: 'Care' })).status, 303);
  t.match((await get('/admin/groups')).text, 'Care');
  t.equal((await post(`/admin/groups/${group!.id}/delete`, {})).status, 303);
  t.equal((await get(`/admin/groups/${group!.id}`)).status, 404);
  const number = { number: '+32 2 555 01 00', country: 'be', kind: 'toll', language: 'fr' };
  t.equal((await post('/admin/numbers', number)).status, 303);
  t.equal((await post('/admin/numbers', number)).status, 409);
  t.match((await post('/admin/numbers', { ...number, number: '025550100' })).text, '#number');
  t.match((await post('/admin/numbers', { ...number, country: 'b1' })).text, '#country');
  t.match((await get('/admin/numbers')).text, /\+3225550100[^]*Belgium/);
  t.equal((await post('/admin/numbers/remove', { number: '+3225550100' })).status, 303);
  t.equal((await post('/admin/numbers/remove', { number: '+3225550100' })).status, 404);
});

t.test('who administers nothing sees none of it', async (t) => {
  const { get, post, visitor } = await setup(t);
  const { text } = await get('/admin/audit');
  t.match(text, 'csrf-token');
  visitor.person = { ...visitor.person, admin: 'none' };
  for (const page of ['organizers', 'organizers/new', 'organizers/list', 'groups', 'audit']) {
    t.equal((await get(`/admin/${page}`)).status, 403, page);
  }
  t.equal((await post('/admin/groups', { name: 'x' })).status, 403);
});

t.test('defaults change new organizers, and fixed ones everybody', async (t) => {
  const { get, post, administration, by, operator } = await setup(t);
  const page = (await get('/admin/defaults')).text;
  t.match(page, 'name="entryTones"');
  t.match(page, 'name="fixed-entryTones"');
  t.equal((await post('/admin/defaults', { enterMuted: 'on' })).status, 303);
  const fixed = { enterMuted: 'on', graceMinutes: '7', 'fixed-graceMinutes': 'on' };
  t.equal((await post('/admin/defaults', fixed)).status, 303);
  t.same((await administration.policy(by.accountId)).options, {
    enterMuted: { value: true, fixed: false },
    graceMinutes: { value: 7, fixed: true },
  });
  t.match((await operator.showRoom('700100')).options, { enterMuted: false, graceMinutes: 7 });
  t.match((await get('/admin/defaults')).text, /value="7"/);
  const wrong: readonly Readonly<Record<string, string>>[] = [
    { graceMinutes: '61' },
    { graceMinutes: '-1' },
    { entryTones: 'perhaps' },
    { billingCodeDefault: '1' },
    { billingCodeDefault: '<script>' },
    { 'fixed-holdMusic': 'on' },
  ];
  for (const fields of wrong) {
    const answer = await post('/admin/defaults', fields);
    t.equal(answer.status, 400, JSON.stringify(fields));
    const [name = ''] = Object.keys(fields);
    t.match(answer.text, `<a href="#${name.replace('fixed-', '')}">`);
    t.notMatch(answer.text, '<script>');
  }
  t.equal((await administration.policy(by.accountId)).options.graceMinutes?.value, 7);
  t.equal((await post('/admin/defaults', {})).status, 303);
  t.same((await administration.policy(by.accountId)).options, {});
});

t.test('admins are added, limited to groups, and never the last one taken away', async (t) => {
  const { administration, admins, get, post, mails, by } = await setup(t);
  const sales = await administration.addGroup(by, 'Sales');
  const first = await admins.add(
    by,
    { name: 'Grace', email: 'grace@example.com' },
    { kind: 'account' },
  );
  const added = { name: 'Ada', email: 'ada@example.com', reach: 'groups' };
  t.equal((await post('/admin/admins', added)).status, 400, 'of which groups');
  t.equal((await post('/admin/admins', { ...added, groups: 'nowhere' })).status, 400);
  t.equal((await post('/admin/admins', { ...added, groups: sales.id })).status, 303);
  t.equal((await post('/admin/admins', { ...added, groups: sales.id })).status, 409);
  t.match(mails.at(-1), { to: { address: 'ada@example.com' }, text: /\/password\/set\// });
  t.match((await get('/admin/admins')).text, /Ada[^]*Sales/);
  t.equal((await post(`/admin/admins/${first.id}/remove`, {})).status, 409);
  t.equal(
    (await post(`/admin/admins/${first.id}`, { reach: 'groups', groups: sales.id })).status,
    409,
  );
  const ada = (await admins.list(by.accountId)).find(({ name }) => name === 'Ada')!;
  t.equal((await post(`/admin/admins/${ada.id}`, { reach: 'account' })).status, 303);
  t.equal((await post(`/admin/admins/${first.id}/remove`, {})).status, 303);
  t.equal((await get(`/admin/admins/${first.id}`)).status, 404);
  // An organizer becomes an admin by the e-mail, and keeps the room.
  const organizer = { name: 'x', email: 'first@example.com', reach: 'account' };
  t.equal((await post('/admin/admins', organizer)).status, 303);
  t.match(await admins.list(by.accountId), [{ name: 'Ada' }, { name: 'First', admin: 'account' }]);
});
