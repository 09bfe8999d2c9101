import t, { type Test } from 'tap';
import type { Leg, LegEnd } from '../../bridge/ports/signalling.js';
import { answerSdp, Line, next, offerSdp, type MakeSignalling } from './signalling/line.js';

/**
 * What every Signalling promises, whoever implements it. The far end is a SIP phone of another
 * process's kind: nothing here knows how the signalling under test is made.
 */
export function signallingContract(name: string, make: MakeSignalling): void {
  t.test(`${name}: calls that come in`, async (t) => {
    const line = await Line.open(t, make);
    await t.test(
      'a call names its parties and its source, is answered, and hung up by the caller',
      (t) => answered(t, line),
    );
    await t.test('a refusal carries its status to the caller', (t) => refused(t, line));
    await t.test('a caller who gives up before the answer is told as such', (t) =>
      cancelled(t, line),
    );
    await t.test('when we hang up, the caller hears why', (t) => hungUp(t, line));
    await t.test('hanging up before the answer refuses the call', (t) => hungUpRinging(t, line));
    await t.test('the caller changes the session, is refused, and goes on', (t) =>
      offered(t, line),
    );
    await t.test('we change the session, and are refused once', (t) => reoffered(t, line));
  });
  t.test(`${name}: calls that we make`, async (t) => {
    const line = await Line.open(t, make);
    await t.test('a call rings, is answered, and is hung up by the one called', (t) =>
      called(t, line),
    );
    await t.test('a call that is refused ends with its status', (t) => calledRefused(t, line));
    await t.test('a call that we give up is cancelled', (t) => calledGivenUp(t, line));
  });
  t.test(`${name}: its end`, async (t) => {
    const line = await Line.open(t, make);
    await t.test('while draining, new calls are refused and calls in progress go on', (t) =>
      draining(t, line),
    );
    await t.test('closing ends what is up, and says so', (t) => closing(t, line));
  });
}

const bye = { q850: 16, text: 'goodbye' };

async function answered(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.callIn('4711', '+3225550100');
  t.equal(leg.parties.callerNumber, '+3225550100');
  t.equal(leg.parties.dialledNumber, '4711');
  t.match(leg.source, { transport: 'udp', address: '127.0.0.1', localAddress: '127.0.0.1' });
  t.equal(leg.callId, caller.callId);
  t.match(leg.offer, /m=audio 4000 /);
  const ringing = next((listener) => caller.events.on('ringing', listener));
  leg.progress();
  await ringing;
  const up = next((listener) => caller.events.on('answered', listener));
  await leg.answer(answerSdp(4100));
  t.match((await up)[0], /m=audio 4100 /);
  t.equal(line.signalling.status().legs, 1);
  const ended = endOf(leg);
  caller.hangUp(bye);
  t.match(await ended, { by: 'remote-bye', status: 16, text: 'goodbye' });
  t.equal(line.signalling.status().legs, 0);
}

async function refused(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.callIn();
  const [refusal, end] = [endOf(caller), endOf(leg)];
  leg.reject(486, { reason: 'Busy Here', warning: 'the room is full', retryAfterSeconds: 10 });
  t.match(await refusal, { by: 'remote-reject', status: 486 });
  t.match(await end, { by: 'local', status: 486 });
}

async function cancelled(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.callIn();
  const end = endOf(leg);
  leg.progress();
  caller.hangUp(bye);
  t.match(await end, { by: 'remote-cancel' });
  await t.rejects(leg.answer(answerSdp(4100)), { code: 'call-gone' });
}

async function hungUp(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.up();
  const end = endOf(caller);
  leg.hangUp({ q850: 41, text: 'media lost' });
  t.match(await end, { by: 'remote-bye', status: 41, text: 'media lost' });
}

async function hungUpRinging(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.callIn();
  const end = endOf(caller);
  leg.hangUp({ q850: 17, text: 'busy' });
  t.match(await end, { by: 'remote-reject', status: 486 });
}

async function offered(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.up();
  const off = leg.events.on('offer', (offer, respond) => {
    off();
    t.match(offer, /m=audio 5000 /);
    respond.accept(answerSdp(4102));
  });
  t.match(await caller.reoffer(offerSdp(5000)), /m=audio 4102 /);
  const offAgain = leg.events.on('offer', (_offer, respond) => {
    offAgain();
    respond.refuse('not this');
  });
  await t.rejects(caller.reoffer(offerSdp(5002)), { code: 'call-failed' });
  const end = endOf(leg);
  caller.hangUp(bye);
  t.match(await end, { by: 'remote-bye' });
}

async function reoffered(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.up();
  const off = caller.events.on('offer', (offer, respond) => {
    off();
    t.match(offer, /m=audio 6000 /);
    respond.accept(answerSdp(5004));
  });
  t.match(await leg.reoffer(offerSdp(6000)), /m=audio 5004 /);
  const offAgain = caller.events.on('offer', (_offer, respond) => {
    offAgain();
    respond.refuse('not this');
  });
  await t.rejects(leg.reoffer(offerSdp(6002)), { code: 'call-failed' });
  const end = endOf(caller);
  leg.hangUp(bye);
  t.match(await end, { by: 'remote-bye' });
  await t.rejects(leg.reoffer(offerSdp(6004)), { code: 'call-gone' });
}

async function called(t: Test, line: Line): Promise<void> {
  const { leg, callee } = await line.callOut();
  t.equal(callee.parties.callerNumber, '+3225550199');
  t.match(callee.offer, /m=audio 4200 /);
  t.equal(callee.callId, leg.callId);
  const ringing = next((listener) => leg.events.on('ringing', listener));
  callee.progress();
  await ringing;
  const up = next((listener) => leg.events.on('answered', listener));
  await callee.answer(answerSdp(5200));
  t.match((await up)[0], /m=audio 5200 /);
  const end = endOf(leg);
  callee.hangUp(bye);
  t.match(await end, { by: 'remote-bye', status: 16 });
}

async function calledRefused(t: Test, line: Line): Promise<void> {
  const { leg, callee } = await line.callOut();
  const end = endOf(leg);
  callee.reject(603);
  t.match(await end, { by: 'remote-reject', status: 603 });
}

async function calledGivenUp(t: Test, line: Line): Promise<void> {
  const { leg, callee } = await line.callOut();
  const ringing = next((listener) => leg.events.on('ringing', listener));
  callee.progress();
  await ringing;
  const ends = [endOf(leg), endOf(callee)];
  leg.hangUp(bye);
  const [ours, theirs] = await Promise.all(ends);
  t.match(ours, { by: 'local' });
  t.match(theirs, { by: 'remote-cancel' });
}

async function draining(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.up();
  line.signalling.setDraining({ retryAfterSeconds: 7 });
  const another = line.phone.call({ uri: line.uri('4711') }, offerSdp(4000));
  t.match(await endOf(another), { by: 'remote-reject', status: 503 });
  line.signalling.setDraining(null);
  const end = endOf(leg);
  caller.hangUp(bye);
  t.match(await end, { by: 'remote-bye' });
}

async function closing(t: Test, line: Line): Promise<void> {
  const { caller, leg } = await line.up();
  const ends = [endOf(leg), endOf(caller)];
  await line.signalling.close();
  const [ours, theirs] = await Promise.all(ends);
  t.match(ours, { by: 'local' });
  t.match(theirs, { by: 'remote-bye', status: 41 });
}

async function endOf(leg: Leg): Promise<LegEnd> {
  const [end] = await next<[LegEnd]>((listener) => leg.events.on('ended', listener));
  return end;
}
