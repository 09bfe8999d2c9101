import type { Command } from 'commander';
import type { Result } from '../output.js';
import {
  type ListOptions,
  type PurgeOptions,
  recordingExport,
  recordingList,
  recordingPurge,
  recordingVerify,
} from './recording-commands.js';
import type { Selection } from './select.js';

type Add = (parent: Command, usage: string, description: string) => Command;

/** `partyline recording …`; beside a running bridge or without one. */
export function addRecordings(
  partyline: Command,
  add: Add,
  show: (result: Promise<Result>) => Promise<void>,
): void {
  const recording = partyline.command('recording').description('recordings');
  const select = (command: Command): Command =>
    command
      .option('--room <number>', 'only those of a room')
      .option('--since <date>', 'only those begun on or after it, like 2026-11-23 (UTC)')
      .option('--before <date>', 'only those begun before it');
  select(add(recording, 'list', 'recordings, newest first'))
    .option('--deleted', 'deleted ones too: when, and by whom')
    .action((options: ListOptions) => show(recordingList(options)));
  select(add(recording, 'verify', 'read files through: checksum, length, frames, gaps'))
    .argument('[id...]', 'default: all')
    .action((ids: string[], options: Selection) => show(recordingVerify(ids, options)));
  select(add(recording, 'export', 'copy recordings under readable names, each with a JSON file'))
    .argument('[id...]', 'default: all')
    .requiredOption('--to <folder>', 'where to')
    .action((ids: string[], options: Selection & { to: string }) =>
      show(recordingExport(ids, options)),
    );
  select(add(recording, 'purge', 'delete recordings for good'))
    .argument('[id...]')
    .option('--expired', 'those whose time is over')
    .option('--yes', 'delete them; without it, only say what would be deleted')
    .action((ids: string[], options: PurgeOptions) => show(recordingPurge(ids, options)));
}
