import { PartylineError } from '../../../bridge/kernel/errors.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { freeSwitchServers } from '../../../bridge/wiring/media.js';
import type { Config } from '../../../config/schema.js';
import { type Result, table } from '../output.js';
import { withData } from '../session.js';
import { observe, type ServerView } from './server-view.js';

/** The pool's servers: whether they answer, what they carry, and which are drained. */
export function mediaList(): Promise<Result> {
  return withData(async ({ config, store }) => {
    if (config.engine !== 'freeswitch') {
      return { json: [], text: 'no media servers: the embedded engine mixes in the bridge itself' };
    }
    const drained = await store.drains.drained();
    const views = await Promise.all(
      freeSwitchServers(config).map((server) => observe(server, drained.get(server.name) ?? null)),
    );
    return { json: views, text: table([heads, ...views.map(row)]) };
  });
}

/** No new legs go to it, within a second, until `resume`; those it has go on. */
export function mediaDrain(name: string): Promise<Result> {
  return withData(async ({ config, store }) => {
    mustExist(config, name);
    await store.drains.drain(name, createSystemClock().now());
    const drained = await store.drains.drained();
    const json = { name, draining: true };
    const left = config.freeswitch.servers.filter((server) => !drained.has(server.name));
    const text = `${name} gets no new calls; partyline media list tells when its sessions are 0`;
    const warning = left.length > 0 ? '' : '\nno other server is left: new calls are refused';
    return { json, text: text + warning };
  });
}

export function mediaResume(name: string): Promise<Result> {
  return withData(async ({ config, store }) => {
    mustExist(config, name);
    await store.drains.resume(name);
    return { json: { name, draining: false }, text: `${name} gets calls again` };
  });
}

function mustExist({ engine, freeswitch }: Config, name: string): void {
  const servers = engine === 'freeswitch' ? freeswitch.servers : [];
  if (servers.some((server) => server.name === name)) return;
  throw new PartylineError('not-found', `no media server is named ${name}`, {
    mend: 'partyline media list names them, as the configuration does under freeswitch.servers',
  });
}

const heads = ['server', 'state', 'sessions', 'capacity', 'weight', 'conferences', 'drained since'];

function row(view: ServerView): readonly string[] {
  return [
    view.name,
    view.problem ?? 'up',
    view.sessions === null ? '?' : String(view.sessions),
    String(view.capacity),
    String(view.weight),
    view.conferences === null ? '?' : String(view.conferences),
    view.drainedSince ?? '',
  ];
}
