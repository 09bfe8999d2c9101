import type { Command } from 'commander';
import type { Result } from '../output.js';
import { mediaDrain, mediaList, mediaResume } from './media-commands.js';

type Add = (parent: Command, usage: string, description: string) => Command;

/** `partyline media …`; beside a running bridge or without one. */
export function addMedia(
  partyline: Command,
  add: Add,
  show: (result: Promise<Result>) => Promise<void>,
): void {
  const media = partyline.command('media').description('the pool of FreeSWITCH servers');
  add(
    media,
    'list',
    'whether each server answers, what it carries, and whether it is drained',
  ).action(() => show(mediaList()));
  add(media, 'drain', 'send no new calls to a server; those it has go on')
    .argument('<server>', 'its name in the configuration')
    .action((name: string) => show(mediaDrain(name)));
  add(media, 'resume', 'send calls to a server again')
    .argument('<server>')
    .action((name: string) => show(mediaResume(name)));
}
